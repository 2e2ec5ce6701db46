package org.scangate.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.scangate.journal.JournalException;
import org.scangate.journal.PersonalErased;
import org.scangate.journal.PersonalExport;
import org.scangate.journal.PersonalRequest;
import org.scangate.journal.ScanRecord;

/** What is asked and answered about one person, as JSON. */
final class PersonalJson {

  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private PersonalJson() {}

  /**
   * A key that is misspelt is refused: without its site more would be erased than what was meant.
   *
   * @throws IllegalArgumentException saying what is wrong; it quotes nothing of the body
   */
  static PersonalRequest request(InputStream body) throws IOException {
    ApiBody sent = new ApiBody(body, List.of("user", "site", "by", "reason"));
    return new PersonalRequest(
        sent.needed("user"), sent.text("site"), sent.needed("by"), sent.needed("reason"));
  }

  static JsonObjectBuilder erased(PersonalErased erased) {
    return JSON.createObjectBuilder()
        .add("scans", erased.scans())
        .add("set_aside", erased.setAside())
        .add("left", JSON.createArrayBuilder(erased.left()));
  }

  /** Written as it is read; where the database ends in the middle, so does the answer. */
  static StreamingOutput streamed(PersonalExport export) {
    return out -> {
      Writer text = new OutputStreamWriter(out, UTF_8);
      text.write("{\"scans\":[");
      String comma = "";
      for (List<ScanRecord> page = next(export); !page.isEmpty(); page = next(export)) {
        comma = write(text, comma, page);
      }
      text.write("],\"set_aside\":[");
      write(text, "", export.setAside());
      text.write("]}");
      text.flush();
    };
  }

  private static List<ScanRecord> next(PersonalExport export) throws IOException {
    try {
      return export.next();
    } catch (JournalException e) {
      throw new IOException(e);
    }
  }

  private static String write(Writer text, String comma, List<ScanRecord> page) throws IOException {
    String before = comma;
    for (ScanRecord one : page) {
      text.write(before + JournalAnswer.scan(one).build());
      before = ",\n";
    }
    return before;
  }
}
