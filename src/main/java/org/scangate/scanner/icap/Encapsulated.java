package org.scangate.scanner.icap;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer encloses (RFC 3507 §4.4.1): HTTP headers, each from an offset, and last a body or
 * none.
 */
record Encapsulated(List<Part> parts) {

  private static final Pattern PART = Pattern.compile("([a-z]+-[a-z]+) *= *(\\d{1,7})");
  private static final Set<String> HEADERS = Set.of("req-hdr", "res-hdr");
  private static final Set<String> BODIES = Set.of("req-body", "res-body", "opt-body", "null-body");
  private static final Pattern HTTP_STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})(?: .*)?");

  /** One of them, from {@code offset} to the next one's. */
  record Part(String name, int offset) {}

  static Encapsulated parse(String value) throws TornAnswer {
    List<Part> parts = new ArrayList<>();
    int before = -1;
    for (String text : value.split("[,\n]", -1)) {
      Matcher form = PART.matcher(text.strip());
      if (!form.matches()) {
        throw nonsense(value);
      }
      Part part = new Part(form.group(1), Integer.parseInt(form.group(2)));
      boolean first = parts.isEmpty();
      boolean known = HEADERS.contains(part.name) || BODIES.contains(part.name);
      boolean ended = !first && BODIES.contains(parts.get(parts.size() - 1).name);
      if (!known || ended || (first ? part.offset != 0 : part.offset <= before)) {
        throw nonsense(value);
      }
      parts.add(part);
      before = part.offset;
    }
    if (!BODIES.contains(parts.get(parts.size() - 1).name)) {
      throw nonsense(value);
    }
    return new Encapsulated(List.copyOf(parts));
  }

  private static TornAnswer nonsense(String value) {
    return new TornAnswer("it makes no sense in its Encapsulated: \"" + value + '"');
  }

  boolean hasBody() {
    return !last().name.equals("null-body");
  }

  /** How many bytes of HTTP headers there are. */
  int headerSize() {
    return last().offset;
  }

  private Part last() {
    return parts.get(parts.size() - 1);
  }

  /**
   * The status of the HTTP response that it encloses, if there is one.
   *
   * @param headers all of them, as Latin-1
   */
  OptionalInt httpStatus(String headers) throws TornAnswer {
    for (int i = 0; i < parts.size() - 1; i++) {
      if (parts.get(i).name.equals("res-hdr")) {
        String response = headers.substring(parts.get(i).offset, parts.get(i + 1).offset);
        Matcher status = HTTP_STATUS.matcher(response.lines().findFirst().orElse(""));
        if (!status.matches()) {
          throw new TornAnswer("what it encloses is no HTTP response");
        }
        return OptionalInt.of(Integer.parseInt(status.group(1)));
      }
    }
    return OptionalInt.empty();
  }
}
