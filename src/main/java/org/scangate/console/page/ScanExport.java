package org.scangate.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.scangate.console.ApiParameters;
import org.scangate.console.ExportFile;
import org.scangate.console.JournalApi;
import org.scangate.console.access.ConsoleSession;
import org.scangate.journal.JournalException;
import org.scangate.journal.ScanSearch;

/** What a search has found as a file, streamed; of persons only what is open. */
final class ScanExport {

  static final String PATH = "scans.export";

  private final JournalApi api;

  /** Of four that there may be at once with those of the API. */
  private static final int MAX_EXPORTS = 2;

  private final ZoneId zone;
  private final Semaphore slots = new Semaphore(MAX_EXPORTS);

  ScanExport(JournalApi api, ZoneId zone) {
    this.api = api;
    this.zone = zone;
  }

  void answer(
      ConsoleSession session,
      Map<String, List<String>> sent,
      String method,
      HttpServletResponse response)
      throws IOException {
    if (!method.equals("GET")) {
      response.setHeader("Allow", "GET");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    if (!slots.tryAcquire()) {
      plain(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "others have exports written: ask again when one is through");
      return;
    }
    try {
      write(session, sent, response);
    } finally {
      slots.release();
    }
  }

  private void write(
      ConsoleSession session, Map<String, List<String>> sent, HttpServletResponse response)
      throws IOException {
    OutputStream output = response.getOutputStream();
    ExportFile file;
    try {
      boolean personal = session.isPersonalOpen();
      ApiParameters asked = PageRequest.parameters(sent, zone);
      ScanSearch search = ScanFilter.allowed(asked.scans(), personal);
      file = api.scans(asked, search, scan -> ScanFilter.shown(scan, personal));
    } catch (IllegalArgumentException e) {
      plain(response, HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
      return;
    } catch (JournalException e) {
      plain(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, e.getMessage());
      return;
    }
    response.setContentType(file.type());
    response.setHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
    file.write(output);
  }

  private static void plain(HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.getOutputStream().write((why + "\n").getBytes(UTF_8));
  }
}
