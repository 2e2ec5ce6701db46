package org.scangate.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  ScanExport(JournalApi api) {
    this.api = api;
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
    ExportFile file;
    try {
      boolean personal = session.isPersonalOpen();
      ApiParameters asked = new ApiParameters(new HashMap<>(sent));
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
    file.write(response.getOutputStream());
  }

  private static void plain(HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.getOutputStream().write((why + "\n").getBytes(UTF_8));
  }
}
