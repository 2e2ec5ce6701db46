package org.scangate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.CoverageQuestion;
import org.scangate.journal.FilledJournal;

/** Whatever a parameter has, it is compared or refused: it never widens what is found. */
class ApiInjectionTest {

  private static final List<String> MALICIOUS =
      List.of(
          "' or 1=1 --",
          "' or '1'='1",
          "x'; drop table scan; --",
          "\\' or 1=1 --",
          "\u0000",
          "a\u0000b",
          "\ud800",
          "a\udc00",
          "\udc00\ud800",
          "%",
          "_",
          "%%%%",
          "\\",
          "\\%",
          "\\_",
          "$$",
          "?",
          "{fn now()}",
          "\"",
          "\u200b",
          "x".repeat(4000),
          "\ud83d\ude00".repeat(2000),
          "'".repeat(4000),
          "%".repeat(4000),
          "\u0000".repeat(4000));

  /** What a call makes of its parameters: how many records it finds. */
  private interface Call {
    long found(FilledJournal in, ApiParameters asked) throws Exception;
  }

  private static final Map<String, Call> CALLS =
      new TreeMap<>(
          Map.of(
              "scans",
              (in, asked) -> {
                ApiCall.Scans call = ApiCall.Scans.of(asked);
                in.questions().scans(call.search(), call.wanted().cursor(), 1);
                return in.journal()
                    .find(call.search(), call.wanted().cursor(), (int) call.wanted().limit())
                    .records()
                    .size();
              },
              "events",
              (in, asked) -> {
                ApiCall.EventList call = ApiCall.EventList.of(asked);
                return in.questions()
                    .events(call.search(), call.wanted().cursor(), (int) call.wanted().limit())
                    .records()
                    .size();
              },
              "contents",
              (in, asked) -> {
                ApiCall.Content call = ApiCall.Content.of("ab".repeat(32), asked);
                return in.questions()
                    .content(call.hash(), call.limit())
                    .orElseThrow()
                    .seen()
                    .scans();
              },
              "coverage",
              (in, asked) -> {
                CoverageQuestion question = ApiCall.Coverage.of(asked, Instant.now()).question();
                return in.questions().coverage(question).sites().list().size();
              }));

  @ParameterizedTest
  @EnumSource
  void noParameterWidensWhatIsFound(FilledJournal.In in) throws Exception {
    try (FilledJournal filled = new FilledJournal(in)) {
      filled.write(
          List.of(
              FilledJournal.scanWithAll(),
              FilledJournal.scan(Instant.parse("2026-11-15T13:00:00Z"), "thesis.pdf")));
      long scans = filled.count("select count(*) from scan");
      long events = filled.count("select count(*) from event");
      int tried = 0;
      for (Map.Entry<String, Call> call : CALLS.entrySet()) {
        for (String parameter : parameters(call.getValue(), filled)) {
          for (String value : MALICIOUS) {
            tried++;
            assertNothingFound(filled, call.getKey(), parameter, value);
          }
        }
      }
      assertTrue(tried > 25 * MALICIOUS.size(), "every parameter: " + tried);
      assertEquals(scans, filled.count("select count(*) from scan"));
      assertEquals(events, filled.count("select count(*) from event"));
      assertTrue(
          CALLS.get("scans").found(filled, asked(Map.of("place", "thesis"))) == 1,
          "it still finds");
    }
  }

  private static void assertNothingFound(
      FilledJournal filled, String call, String parameter, String value) throws Exception {
    String tried = call + " " + parameter + "=" + value;
    long found = 0;
    try {
      Map<String, String> sent = new TreeMap<>(Map.of(parameter, value));
      if (call.equals("coverage")) {
        sent.putIfAbsent("from", "2026-01-01T00:00:00Z");
      }
      found = CALLS.get(call).found(filled, asked(sent));
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().contains("the parameter " + parameter + " is wrong"), tried);
    }
    assertEquals(0, found, tried);
  }

  /** A path has a hash or is refused before the database hears of it. */
  @ParameterizedTest
  @EnumSource
  void noPathButAHashReachesTheDatabase(FilledJournal.In in) {
    for (String value : MALICIOUS) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ApiCall.Content.of(value, asked(Map.of())),
          in + value);
    }
  }

  /** As the refusal of an unknown one names them. */
  private static Set<String> parameters(Call call, FilledJournal in) {
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    call.found(in, asked(Map.of("nonsense", "1", "from", "2026-01-01T00:00:00Z"))))
            .getMessage();
    return new TreeSet<>(
        List.of(refusal.replace("a parameter is unknown; there are ", "").split(", ")));
  }

  private static ApiParameters asked(Map<String, String> sent) {
    MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
    sent.forEach(parameters::putSingle);
    return new ApiParameters(parameters);
  }
}
