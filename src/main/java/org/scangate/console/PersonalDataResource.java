package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.scangate.journal.JournalException;
import org.scangate.journal.PersonalData;
import org.scangate.journal.PersonalRequest;

/**
 * The API for who answers a person: all that is held of a user, and its erasure. By POST, so that
 * no access log has the user's number; as JSON, which no page of another site can send.
 */
@Path("api/v1/personal")
@Operators
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class PersonalDataResource {

  @Inject private JournalApi api;

  @POST
  @Path("erase")
  public Response erase(InputStream body) throws IOException {
    return answer(
        body, (held, request) -> JournalAnswer.of(200, PersonalJson.erased(held.erase(request))));
  }

  @POST
  @Path("export")
  public Response export(InputStream body) throws IOException {
    return answer(
        body, (held, request) -> JournalAnswer.ok(PersonalJson.streamed(held.export(request))));
  }

  private interface Act {
    Response on(PersonalData held, PersonalRequest request) throws JournalException;
  }

  private Response answer(InputStream body, Act act) throws IOException {
    try {
      PersonalRequest request = PersonalJson.request(body);
      return act.on(api.journal().personalData(), request);
    } catch (IllegalArgumentException e) {
      return JournalAnswer.error(400, e.getMessage());
    } catch (JournalException e) {
      return JournalAnswer.error(503, "not done, or not all of it; ask again: " + e.getMessage());
    }
  }
}
