package org.scangate.scanner.icap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The header fields of one ICAP answer (RFC 3507 §4.3.1; their form is RFC 2616's, §4.2). */
final class IcapHeaders {

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final Map<String, List<String>> values = new HashMap<>();

  private IcapHeaders() {}

  /**
   * @param lines without their ends; one that begins with white space continues the one before
   */
  static IcapHeaders parse(List<String> lines) throws TornAnswer {
    IcapHeaders headers = new IcapHeaders();
    List<String> last = null;
    for (String line : lines) {
      boolean folded = line.startsWith(" ") || line.startsWith("\t");
      if (folded && last != null) {
        int at = last.size() - 1;
        last.set(at, last.get(at) + '\n' + line.strip());
        continue;
      }
      int colon = line.indexOf(':');
      if (folded || colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
        throw new TornAnswer("a line that is no header: \"" + line + '"');
      }
      last = headers.values.computeIfAbsent(key(line.substring(0, colon)), k -> new ArrayList<>());
      last.add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Every value that came with this name; of a folded one, the lines are kept apart. */
  List<String> all(String name) {
    return values.getOrDefault(key(name), List.of());
  }

  /**
   * The value of what has but one.
   *
   * @throws TornAnswer when there are several, and they differ
   */
  Optional<String> one(String name) throws TornAnswer {
    List<String> all = all(name).stream().distinct().toList();
    if (all.size() > 1) {
      throw new TornAnswer("it contradicts itself in its " + name);
    }
    return all.stream().findFirst();
  }

  /** Whether it is among the values, which are separated by commas. */
  boolean lists(String name, String token) {
    return tokens(name).anyMatch(token::equalsIgnoreCase);
  }

  private Stream<String> tokens(String name) {
    return all(name).stream()
        .flatMap(value -> Arrays.stream(value.split("[,\n]", -1)))
        .map(String::strip);
  }
}
