package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.journal.JournalSettings;
import org.scangate.journal.JournalSettings.Database;
import org.scangate.scan.DataSize;

class JournalReaderTest {

  @Test
  void byDefaultItIsKeptInAnEmbeddedDatabase() {
    JournalSettings settings = read(Map.of("scangate.data-folder", "/var/lib/scangate"));
    assertEquals(
        new JournalSettings(
            true,
            Optional.of(Path.of("/var/lib/scangate")),
            DataSize.parse("1G"),
            Optional.of(new Database.Embedded(DataSize.parse("2G"))),
            Period.ofDays(90),
            Period.ofYears(3),
            Optional.of(Period.ofDays(90))),
        settings);
  }

  @Test
  void aNameWinsOverAUrl() {
    Map<String, String> both =
        Map.of("scangate.journal.datasource", "jdbc/x", "scangate.journal.url", "none");
    assertEquals(Optional.of(new Database.Jndi("jdbc/x")), read(both).database());
    assertTrue(read(both).kept());
    Database url = new Database.Url("jdbc:postgresql://db/scangate", "scangate", "s3cret");
    assertEquals(
        Optional.of(url),
        read(Map.of(
                "scangate.journal.url", "jdbc:postgresql://db/scangate",
                "scangate.journal.user", "scangate",
                "scangate.journal.password", "s3cret"))
            .database());
    assertFalse(url.toString().contains("s3cret"));
  }

  @Test
  void itCanBeSwitchedOff() {
    assertFalse(read(Map.of("scangate.journal.url", "none")).kept());
    assertEquals(Optional.empty(), read(Map.of("scangate.journal.personal", "none")).personal());
  }

  /** What the administrator meant is not guessed: the records wait in the file. */
  @ParameterizedTest
  @CsvSource({
    "scangate.journal.url, jdbc:mysql://user:s3cret@db/x, jdbc:postgresql://host/database",
    "scangate.journal.keep, PT5M, whole days",
    "scangate.journal.keep, P0D, whole days",
    "scangate.journal.keep-findings, P101Y, P100Y",
    "scangate.journal.personal, never, P90D",
    "scangate.journal.file-max, 1M, 64M or more",
    "scangate.data-folder, relative/folder, a whole path"
  })
  void aWrongKeyIsNamedAndNothingIsShipped(String key, String value, String right) {
    Settings settings = ConfigFixture.read(Map.of(key, value));
    assertEquals(Optional.empty(), settings.journal().database());
    assertTrue(settings.journal().kept());
    assertEquals(List.of(), settings.notScanning());
    String told = settings.wrong().toString();
    assertTrue(told.contains(key) && told.contains(right), told);
    assertFalse(told.contains("s3cret"), told);
  }

  @Test
  void theDataFolderIsTheServersOwn() {
    assertEquals(
        Optional.of(Path.of("/opt/wildfly/data/scangate")),
        DataFolder.ofServer(Map.of("jboss.server.data.dir", "/opt/wildfly/data")::get));
    Map<String, String> payara =
        Map.of("com.sun.aas.instanceRoot", "/opt/domain1", "user.home", "/tmp");
    assertEquals(Optional.of(Path.of("/opt/domain1/scangate")), DataFolder.ofServer(payara::get));
    Map<String, String> micro =
        Map.of(
            "com.sun.aas.instanceRoot", "/tmp/unpacked",
            "fish.payara.micro.UnpackDir", "/tmp/unpacked",
            "user.home", "/tmp");
    assertEquals(Optional.of(Path.of("/tmp/.scangate")), DataFolder.ofServer(micro::get));
    for (String nowhere : List.of("/nonexistent", "?", "")) {
      assertEquals(
          Optional.empty(), DataFolder.ofServer(Map.of("user.home", nowhere)::get), nowhere);
    }
  }

  private static JournalSettings read(Map<String, String> properties) {
    return ConfigFixture.read(properties).journal();
  }
}
