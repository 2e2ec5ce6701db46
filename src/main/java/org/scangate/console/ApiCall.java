package org.scangate.console;

import java.time.Instant;
import java.util.Optional;
import org.scangate.journal.ContentHash;
import org.scangate.journal.CoverageQuestion;
import org.scangate.journal.EventSearch;
import org.scangate.journal.JournalCursor;
import org.scangate.journal.ScanSearch;

/** What is asked by each call, of which no parameter is passed over. */
final class ApiCall {

  private ApiCall() {}

  /**
   * How much of what is found is wanted.
   *
   * @param limit records; a page has {@value ApiParameters#MAX_LIMIT} at most
   */
  record Wanted(ExportFormat format, Optional<JournalCursor> cursor, long limit) {

    static Wanted of(ApiParameters asked) {
      ExportFormat format = asked.format();
      long limit = format == ExportFormat.JSON ? asked.limit() : asked.limitOfExport();
      return new Wanted(format, asked.cursor(), limit);
    }
  }

  record Scans(ScanSearch search, Wanted wanted) {

    static Scans of(ApiParameters asked) {
      return asked.all(new Scans(asked.scans(), Wanted.of(asked)));
    }
  }

  record EventList(EventSearch search, Wanted wanted) {

    static EventList of(ApiParameters asked) {
      EventSearch search =
          new EventSearch(asked.text("kind"), asked.time("from"), asked.time("to"));
      return asked.all(new EventList(search, Wanted.of(asked)));
    }
  }

  record Content(ContentHash hash, int limit) {

    static Content of(String hash, ApiParameters asked) {
      return asked.all(new Content(hash(hash), asked.limit()));
    }

    private static ContentHash hash(String text) {
      try {
        return new ContentHash(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "the content's name is wrong: it is " + ContentHash.RIGHT, e);
      }
    }
  }

  record Coverage(CoverageQuestion question) {

    /**
     * @param now to which it goes where nothing else is said
     */
    static Coverage of(ApiParameters asked, Instant now) {
      Optional<String> entry = asked.text("entry");
      Optional<String> site = asked.text("site");
      Optional<Instant> to = asked.time("to");
      Instant from = asked.requiredTime("from");
      return asked.all(new Coverage(new CoverageQuestion(entry, site, from, to.orElse(now))));
    }
  }

  record Latest(int limit) {

    static Latest of(ApiParameters asked) {
      return asked.all(new Latest(asked.limit()));
    }
  }

  /** Of what has no parameter. */
  record Nothing() {

    static Nothing of(ApiParameters asked) {
      return asked.all(new Nothing());
    }
  }
}
