package org.scangate.moodle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MoodleBot/4.5 (+https://moodle.example) | https://moodle.example",
        "MoodleBot/4.5 (+HTTPS://Moodle.Example/) | https://moodle.example",
        "MoodleBot/4.5 (+http://127.0.0.1:8090/Sub/path//) | http://127.0.0.1:8090/Sub/path",
        "MoodleBot/4.5 (+https://user:secret@moodle.example?x=1) | https://moodle.example",
        "MoodleBot/4.5 (+ftp://moodle.example) | ''",
        "MoodleBot/4.5 (+javascript:alert) | ''",
        "MoodleBot/4.5 (+https://moodle.example | ''",
        "MoodleBot/4.5 (+https://a b) | ''",
        "curl/8 | ''",
        "'' | ''",
        ") (+ | ''"
      })
  void theUserAgentTellsTheSite(String userAgent, String site) {
    assertEquals(new Caller("10.0.0.9", site), Caller.of("10.0.0.9", userAgent));
  }

  @Test
  void whoTellsNothingOrTooMuchHasNoSite() {
    assertEquals("", Caller.of("10.0.0.9", null).site());
    String host = "a".repeat(300);
    assertEquals("", Caller.of("10.0.0.9", "MoodleBot/4.5 (+https://" + host + ")").site());
  }
}
