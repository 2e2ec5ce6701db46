package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.scangate.journal.AlertAcknowledgement;
import org.scangate.journal.AlertOutbox;
import org.scangate.watch.alert.AlertRule;

/** The API for alerts: what was told, a test of the ways, and acknowledging a cause. */
@Path("api/v1/alerts")
@Operators
@ApplicationScoped
public class AlertResource {

  private static final int MAX_SUBJECT = 300;
  private static final Duration LONGEST = Duration.ofDays(366);

  @Inject private JournalApi api;

  /** The latest first, and what is acknowledged now. */
  @GET
  public Response latest(@Context UriInfo uri) {
    return ApiAct.answer(
        "",
        () -> {
          ApiCall.Latest call = ApiCall.Latest.of(new ApiParameters(uri.getQueryParameters()));
          return AlertAnswer.all(
              outbox().latest(call.limit()), outbox().acknowledgements(api.now()));
        });
  }

  @POST
  @Path("test")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response test(InputStream body) {
    return ApiAct.answer(
        "",
        () -> {
          new ApiBody(body, List.of());
          return AlertAnswer.test(api.alerts().test());
        });
  }

  @POST
  @Path("acknowledge")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response acknowledge(InputStream body) {
    return ApiAct.answer(
        "",
        () -> {
          ApiBody sent = new ApiBody(body, List.of("rule", "subject", "until", "by", "reason"));
          Instant now = api.now();
          AlertAcknowledgement said =
              new AlertAcknowledgement(
                  rule(sent.needed("rule")),
                  sent.needed("subject", MAX_SUBJECT),
                  now,
                  until(sent.time("until"), now),
                  sent.by(),
                  sent.reason());
          outbox().acknowledge(said);
          return JournalAnswer.of(200, AlertAnswer.acknowledgement(said));
        });
  }

  private AlertOutbox outbox() {
    return api.journal().alerts();
  }

  private static String rule(String text) {
    if (AlertRule.of(text).isEmpty()) {
      throw new IllegalArgumentException("rule must be that of an alert, such as scanner");
    }
    return text;
  }

  private static Instant until(Instant until, Instant now) {
    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
      throw new IllegalArgumentException("until must be within a year from now");
    }
    return until;
  }
}
