package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.LogText;

/** What was understood of one file, and what not. */
final class ListReport {

  private static final int MAX_EXAMPLES = 10;
  private static final int MAX_EXAMPLE = 80;

  private final String file;
  private final List<String> examples = new ArrayList<>();
  private long digests;
  private long others;
  private long malformed;

  ListReport(Path file) {
    this.file = LogText.of(file.toString());
  }

  void digest() {
    digests++;
  }

  /** A row that is understood and has no digest of a file. */
  void other() {
    others++;
  }

  void malformed(LineReader lines) {
    malformed++;
    if (examples.size() < MAX_EXAMPLES) {
      int length = Math.min(lines.to() - lines.from(), MAX_EXAMPLE);
      String text = LogText.of(new String(lines.bytes(), lines.from(), length, UTF_8));
      String more = lines.to() - lines.from() > length ? "…" : "";
      examples.add("line %s: %s%s".formatted(lines.number(), text, more));
    }
  }

  /** That nothing in the file is understood, though there is something. */
  Optional<String> obstacle() {
    return malformed == 0 || digests + others > 0
        ? Optional.empty()
        : Optional.of(
            ("%s is no list: no line is understood, first %s; understood are a SHA-256, SHA-1 or MD5"
                    + " a line, CSV with a header, and ClamAV's hash:size:name")
                .formatted(file, examples.get(0)));
  }

  /**
   * That a file which had digests has none any more: it was cut off, rather than meant.
   *
   * @param before of the same file
   */
  Optional<String> emptied(ListReport before) {
    return before.digests == 0 || digests > 0
        ? Optional.empty()
        : Optional.of(
            "%s had %s digests and has none any more; mend it, or restart if that is meant"
                .formatted(file, before.digests));
  }

  Optional<String> advice() {
    if (malformed > 0) {
      return Optional.of(
          "%s %s of %s %s not understood, first %s; %s left out"
              .formatted(
                  malformed,
                  malformed == 1 ? "line" : "lines",
                  file,
                  malformed == 1 ? "is" : "are",
                  examples.get(0),
                  malformed == 1 ? "it is" : "they are"));
    }
    return digests > 0 ? Optional.empty() : Optional.of(file + " has no digest of a file");
  }

  /** For the log, bounded: the first lines that are not understood. */
  Optional<String> warning() {
    long more = malformed - examples.size();
    return malformed == 0
        ? Optional.empty()
        : Optional.of(
            "%s: left out is what is not understood: %s%s"
                .formatted(
                    file, String.join("; ", examples), more > 0 ? "; and " + more + " more" : ""));
  }

  String file() {
    return file;
  }
}
