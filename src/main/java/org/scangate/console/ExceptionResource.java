package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.scangate.journal.ExceptionRecord;
import org.scangate.journal.ExceptionRegister;
import org.scangate.scan.ContentException;

/**
 * The API for what an administrator decides on single contents. An act is a JSON object, which no
 * page of another site can send.
 */
@Path("api/v1/exceptions")
@Operators
@ApplicationScoped
public class ExceptionResource {

  private static final String IN_DOUBT = "not decided, or not surely: api/v1/exceptions tells; ";

  /** For what has ended. */
  private static final Duration SHOWN = Duration.ofDays(366);

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  @Inject private JournalApi api;

  /** Those that hold, and those that ended within a year. */
  @GET
  public Response all(@Context UriInfo uri) {
    return ApiAct.answer(
        IN_DOUBT,
        () -> {
          ApiCall.Nothing.of(new ApiParameters(uri.getQueryParameters()));
          List<ExceptionRecord> all = register().all(api.now().minus(SHOWN));
          return ExceptionAnswer.all(all, api.now());
        });
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response decide(InputStream body) {
    return ApiAct.answer(
        IN_DOUBT,
        () -> {
          ApiBody sent =
              new ApiBody(body, List.of("kind", "sha256", "size", "until", "by", "reason"));
          ContentException decided =
              register()
                  .decide(
                      kind(sent.needed("kind")),
                      sha256(sent.needed("sha256")),
                      sent.size("size"),
                      sent.by(),
                      sent.reason(),
                      sent.time("until"));
          return ExceptionAnswer.decided(decided);
        });
  }

  @POST
  @Path("{id}/end")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response end(@PathParam("id") String id, InputStream body) {
    return ApiAct.answer(
        IN_DOUBT,
        () -> {
          ApiBody sent = new ApiBody(body, List.of("by", "reason"));
          boolean ended = register().end(id(id), sent.by(), sent.reason());
          return ended
              ? ExceptionAnswer.ended(id)
              : JournalAnswer.error(404, "there is no such exception that has not ended");
        });
  }

  private ExceptionRegister register() {
    return api.journal().exceptions();
  }

  private static ContentException.Kind kind(String text) {
    return switch (text) {
      case "allow" -> ContentException.Kind.ALLOWED;
      case "block" -> ContentException.Kind.BLOCKED;
      default -> throw new IllegalArgumentException("kind must be allow or block");
    };
  }

  private static String sha256(String text) {
    if (!SHA256.matcher(text).matches()) {
      throw new IllegalArgumentException("sha256 must have 64 hexadecimal digits");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the id of an exception is a UUID", e);
    }
  }
}
