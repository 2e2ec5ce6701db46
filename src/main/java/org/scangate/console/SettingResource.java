package org.scangate.console;

import static org.scangate.console.JournalAnswer.JSON;
import static org.scangate.console.JournalAnswer.add;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The API for settings: every key as it was read at the start, without anything secret. */
@Path("api/v1/settings")
@Operators
@ApplicationScoped
public class SettingResource {

  @Inject private ConsoleParts parts;

  @GET
  public Response all(@Context UriInfo uri) {
    return ApiAct.answer(
        "",
        () -> {
          ApiCall.Nothing.of(new ApiParameters(uri.getQueryParameters()));
          return JournalAnswer.of(200, json(parts.settings()));
        });
  }

  static JsonObjectBuilder json(List<ConsoleParts.ShownSetting> settings) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    settings.forEach(one -> all.add(of(one)));
    return JSON.createObjectBuilder().add("settings", all);
  }

  static JsonObjectBuilder of(ConsoleParts.ShownSetting setting) {
    JsonObjectBuilder one = JSON.createObjectBuilder().add("key", setting.key());
    if (!setting.source().isEmpty()) {
      one.add("value", setting.value()).add("source", setting.source());
    }
    add(one, "default", setting.fallback());
    return one;
  }
}
