package org.scangate.scanner.icap;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scangate.scan.LogText;

/**
 * What an ICAP answer begins with.
 *
 * @param line its status line, as it came
 */
record IcapHead(int status, String line, IcapHeaders headers) {

  static final int CONTINUE = 100;
  static final int OK = 200;
  static final int NO_MODIFICATION = 204;

  private static final Pattern STATUS = Pattern.compile("ICAP/1\\.0 (\\d{3})(?: .*)?");
  private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");

  /**
   * @param lines without their ends, and without the empty one
   */
  static IcapHead parse(List<String> lines) throws TornAnswer {
    String first = lines.isEmpty() ? "" : lines.get(0);
    Matcher status = STATUS.matcher(first);
    if (!status.matches()) {
      throw new TornAnswer("it does not begin as ICAP does: \"" + first + '"');
    }
    return new IcapHead(
        Integer.parseInt(status.group(1)),
        first,
        IcapHeaders.parse(lines.subList(1, lines.size())));
  }

  /** Which rules and signatures it answered by (RFC 3507 §4.7); empty when it does not tell. */
  String istag() throws TornAnswer {
    String tag = headers.one("ISTag").orElse("");
    Matcher quoted = QUOTED.matcher(tag);
    return LogText.of(quoted.matches() ? quoted.group(1) : tag);
  }

  /** Whether the connection ends with this answer (RFC 3507 §4.1 takes it from HTTP/1.1). */
  boolean closes() {
    return headers.lists("Connection", "close");
  }

  Optional<Encapsulated> encapsulated() throws TornAnswer {
    Optional<String> value = headers.one("Encapsulated");
    return value.isEmpty() ? Optional.empty() : Optional.of(Encapsulated.parse(value.get()));
  }

  /** For sentences. */
  String quoted() {
    return '"' + LogText.of(line) + '"';
  }
}
