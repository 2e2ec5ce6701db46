package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scangate.journal.ContentHash;
import org.scangate.journal.ContentHistory;
import org.scangate.journal.ExceptionRecord;
import org.scangate.journal.JournalException;
import org.scangate.journal.JournalPage;
import org.scangate.journal.JournalRecord;
import org.scangate.journal.ScanRecord;

/**
 * The API for operators: the journal's scans and events, the latest first, a page at a time or all
 * of them as a file; all of one content; whether everything was scanned.
 */
@Path("api/v1")
@Operators
@ApplicationScoped
public class ApiResource {

  @Inject private JournalApi api;

  @GET
  @Path("scans")
  public Response scans(@Context UriInfo uri, @Context Request request) {
    return answer(
        uri,
        asked -> {
          ApiCall.Scans call = ApiCall.Scans.of(asked);
          ApiCall.Wanted wanted = call.wanted();
          if (wanted.format() == ExportFormat.JSON) {
            return page(api.journal().find(call.search(), wanted.cursor(), (int) wanted.limit()));
          }
          JournalExport<?> export =
              api.export(
                  (after, limit) -> api.questions().scans(call.search(), after, limit),
                  ExportLines.scans(wanted.format()),
                  wanted);
          return file("scans", wanted.format(), export, request);
        });
  }

  /** With who has seen to what was found; the journal is not asked twice where nothing was. */
  private Response page(JournalPage<ScanRecord> page) throws JournalException {
    List<UUID> findings =
        page.records().stream()
            .filter(one -> !one.verdict().equals("OK"))
            .map(ScanRecord::id)
            .toList();
    return JournalAnswer.scans(page, api.journal().findings().of(findings));
  }

  @GET
  @Path("events")
  public Response events(@Context UriInfo uri, @Context Request request) {
    return answer(
        uri,
        asked -> {
          ApiCall.EventList call = ApiCall.EventList.of(asked);
          ApiCall.Wanted wanted = call.wanted();
          if (wanted.format() == ExportFormat.JSON) {
            return JournalAnswer.events(
                api.journal()
                    .events(
                        call.search().kind(),
                        call.search().from(),
                        call.search().to(),
                        wanted.cursor(),
                        (int) wanted.limit()));
          }
          JournalExport<?> export =
              api.export(
                  (after, limit) -> api.questions().events(call.search(), after, limit),
                  ExportLines.events(wanted.format()),
                  wanted);
          return file("events", wanted.format(), export, request);
        });
  }

  @GET
  @Path("contents/{hash}")
  public Response content(@Context UriInfo uri, @PathParam("hash") String hash) {
    return answer(
        uri,
        asked -> {
          ApiCall.Content call = ApiCall.Content.of(hash, asked);
          Optional<ContentHistory> found = api.questions().content(call.hash(), call.limit());
          return found.isPresent()
              ? content(call.hash(), found.get())
              : JournalAnswer.error(404, ContentAnswer.UNKNOWN);
        });
  }

  private Response content(ContentHash hash, ContentHistory found) throws JournalException {
    List<ExceptionRecord> exceptions = new ArrayList<>();
    for (String sha256 : found.sha256()) {
      exceptions.addAll(api.journal().exceptions().of(sha256));
    }
    return JournalAnswer.of(200, ContentAnswer.of(hash, found, exceptions, api.now()));
  }

  @GET
  @Path("coverage")
  public Response coverage(@Context UriInfo uri) {
    return answer(
        uri,
        asked -> {
          ApiCall.Coverage call = ApiCall.Coverage.of(asked, api.now());
          return JournalAnswer.of(
              200, CoverageAnswer.of(call.question(), api.questions().coverage(call.question())));
        });
  }

  @GET
  @Path("openapi.json")
  public Response document(@Context UriInfo uri) {
    return answer(
        uri,
        asked -> {
          ApiCall.Nothing.of(asked);
          return JournalAnswer.of(200, ApiDocument.text());
        });
  }

  /** A HEAD is answered without reading on: nobody counts what is not sent. */
  private Response file(
      String name,
      ExportFormat format,
      JournalExport<? extends JournalRecord> export,
      Request request) {
    Response.ResponseBuilder answer =
        Response.ok()
            .header(HttpHeaders.CONTENT_TYPE, format.type())
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + format.file(name, api.now()) + "\"");
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      export.give();
      return answer.build();
    }
    return answer.entity(export).build();
  }

  private interface Question {
    Response ask(ApiParameters asked) throws JournalException;
  }

  private static Response answer(UriInfo uri, Question question) {
    try {
      return question.ask(new ApiParameters(uri.getQueryParameters()));
    } catch (IllegalArgumentException e) {
      return JournalAnswer.error(400, e.getMessage());
    } catch (JournalException e) {
      return JournalAnswer.error(503, e.getMessage());
    }
  }
}
