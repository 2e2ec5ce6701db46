package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Locale;
import org.scangate.watch.silence.SilenceStatus;
import org.scangate.watch.silence.SilenceWatch;

/** The API for how silent sites and stores are. */
@Path("api/v1/silence")
@Operators
@ApplicationScoped
public class SilenceResource {

  @Inject private SilenceWatch silence;

  @GET
  public Response all(@Context UriInfo uri) {
    try {
      ApiCall.Nothing.of(new ApiParameters(uri.getQueryParameters()));
    } catch (IllegalArgumentException e) {
      return JournalAnswer.error(400, e.getMessage());
    }
    JsonArrayBuilder all = JournalAnswer.JSON.createArrayBuilder();
    silence.statuses().forEach(one -> all.add(of(one)));
    return JournalAnswer.of(200, JournalAnswer.JSON.createObjectBuilder().add("silence", all));
  }

  static JsonObjectBuilder of(SilenceStatus status) {
    JsonObjectBuilder one =
        JournalAnswer.JSON
            .createObjectBuilder()
            .add("entry", status.entry())
            .add("site", status.site())
            .add("state", status.level().name().toLowerCase(Locale.ROOT))
            .add("silent_seconds", status.silent().toSeconds())
            .add("limit_seconds", status.rule().bound().toSeconds())
            .add("working_days", status.rule().workingDays());
    JournalAnswer.add(one, "heard", status.heard().map(Instant::toString).orElse(""));
    status.longest().ifPresent(most -> one.add("longest_seconds", most.toSeconds()));
    return one;
  }
}
