package org.scangate.scanner.icap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scangate.scan.LogText;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scanner.FoundSignature;

/**
 * What the headers of an answer tell of a finding. The three usual ones are no part of RFC 3507 but
 * of draft-stecher-icap-subid-00, §3: {@code X-Infection-Found: Type=0; Resolution=2;
 * Threat=name;}, {@code X-Virus-ID: name}, and {@code X-Violations-Found} with the number of
 * violations and then, for each, a line with the file, the threat, its number, and what was done.
 */
final class InfectionHeaders {

  private static final Pattern THREAT =
      Pattern.compile("(?:^|[;\n])[ \t]*Threat[ \t]*=([^;]*)", Pattern.CASE_INSENSITIVE);
  private static final int LINES_OF_A_VIOLATION = 4;
  private static final int THREAT_LINE = 2;
  private static final String UNNAMED = "unnamed";
  private static final String ENGINE = "the ICAP server's engine";

  private InfectionHeaders() {}

  /**
   * @param names of the headers that tell of a finding
   * @return empty when none of them came
   */
  static Optional<Verdict> in(IcapHeaders headers, List<String> names) {
    List<String> signatures = new ArrayList<>();
    String doubtful = null;
    for (String name : names) {
      for (String value : headers.all(name)) {
        if (value.isBlank() || value.strip().equals("0")) {
          doubtful = name;
        } else {
          signatures.addAll(signatures(name, value));
        }
      }
    }
    if (!signatures.isEmpty()) {
      return Optional.of(verdict(signatures));
    }
    return Optional.ofNullable(doubtful).map(InfectionHeaders::doubt);
  }

  private static List<String> signatures(String header, String value) {
    List<String> found =
        switch (header.toLowerCase(Locale.ROOT)) {
          case "x-infection-found" -> threats(value);
          case "x-violations-found" -> violations(value.lines().map(String::strip).toList());
          default -> List.of(value.lines().findFirst().orElse(""));
        };
    List<String> named =
        found.stream().map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
    return named.isEmpty() ? List.of(UNNAMED) : named;
  }

  private static List<String> threats(String value) {
    List<String> threats = new ArrayList<>();
    Matcher threat = THREAT.matcher(value);
    while (threat.find()) {
      threats.add(threat.group(1));
    }
    return threats;
  }

  private static List<String> violations(List<String> lines) {
    List<String> threats = new ArrayList<>();
    for (int i = THREAT_LINE; i < lines.size(); i += LINES_OF_A_VIOLATION) {
      threats.add(lines.get(i));
    }
    return threats;
  }

  /** The same finding comes in several headers, and not every one of them names it. */
  private static Verdict verdict(List<String> signatures) {
    List<String> named = signatures.stream().filter(name -> !name.equals(UNNAMED)).toList();
    return (named.isEmpty() ? signatures : named)
        .stream()
            .map(name -> FoundSignature.verdict(ENGINE, LogText.of(name)))
            .reduce(Verdict::orWorse)
            .orElseThrow();
  }

  private static Verdict doubt(String header) {
    return new Verdict.Unscanned(
        Reason.REFUSED,
        "the ICAP server answered with "
            + LogText.of(header)
            + ", which tells of a finding, but names none");
  }
}
