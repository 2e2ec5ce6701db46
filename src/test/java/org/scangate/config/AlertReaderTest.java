package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scangate.journal.AlertRules;
import org.scangate.watch.alert.AlertSettings;

class AlertReaderTest {

  private static final String URL = "https://hook.example/T0/secret-part";

  private static Settings read(String... keys) {
    Map<String, String> all = new HashMap<>(Map.of("scangate.scanner", "hashlist"));
    for (int i = 0; i < keys.length; i += 2) {
      all.put(keys[i], keys[i + 1]);
    }
    return ConfigFixture.read(all);
  }

  @Test
  void nobodyIsToldUnlessAKeySaysSo() {
    AlertSettings none = read().alerts();
    assertFalse(none.isOn());
    assertEquals(AlertRules.NONE, none.rules());
    assertFalse(none.product().isEmpty());
  }

  @Test
  void aWebhookIsReadAndNeverShown() {
    Settings settings =
        read(
            "scangate.webhook.url", URL,
            "scangate.webhook.secret", "top",
            "scangate.alert.name", "gate-1",
            "scangate.alert.off", "canary, not-scanned.encrypted");
    assertEquals(List.of(), ConfigFixture.problems(settings));
    assertTrue(settings.alerts().isOn());
    assertEquals("gate-1", settings.alerts().product());
    assertEquals(Set.of("canary", "not-scanned.encrypted"), settings.alerts().off());
    assertEquals("https://hook.example/…", settings.alerts().webhook().orElseThrow().toString());
    assertFalse(
        settings.inForce().toString().contains("secret-part"), settings.inForce().toString());
    assertFalse(settings.inForce().toString().contains("top"), settings.inForce().toString());
  }

  @Test
  void noMessageComesEachWeekUnlessADayIsNamed() {
    assertEquals(Optional.empty(), read("scangate.webhook.url", URL).alerts().weekly());
    Settings monday = read("scangate.webhook.url", URL, "scangate.alert.weekly", "Monday");
    assertEquals(List.of(), ConfigFixture.problems(monday));
    assertEquals(Optional.of(DayOfWeek.MONDAY), monday.alerts().weekly());
    Settings off = read("scangate.alert.weekly", "monday", "scangate.alert.off", "weekly, finding");
    assertEquals(Optional.empty(), off.alerts().weekly());
  }

  @Test
  void whatIsWrongIsToldAndScansGoOn() {
    for (String[] wrong :
        new String[][] {
          {"scangate.webhook.url", "ftp://hook.example/secret-part", "https://host/path"},
          {"scangate.webhook.url", "https://jo:secret-part@hook.example", "https://host/path"},
          {"scangate.alert.weekly", "mon", "a day of the week such as monday"},
          {"scangate.alert.off", "findings", "finding, not-scanned"},
          {"scangate.alert.off", "not-scanned.odd", "and a reason"}
        }) {
      Settings settings = read(wrong[0], wrong[1]);
      String told = ConfigFixture.problems(settings).toString();
      assertTrue(told.contains(wrong[0]) && told.contains(wrong[2]), told);
      assertFalse(told.contains("secret-part"), told);
      assertEquals(List.of(), settings.notScanning());
    }
  }

  @Test
  void withoutAJournalNobodyIsToldAndThatIsSaid() {
    Settings settings = read("scangate.webhook.url", URL, "scangate.journal.url", "none");
    assertFalse(settings.alerts().isOn());
    String told = ConfigFixture.problems(settings).toString();
    assertTrue(told.contains("wait in the journal's database"), told);
    assertEquals(List.of(), settings.notScanning());
  }
}
