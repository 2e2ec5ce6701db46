package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scangate.scanner | clamd,sophos | clamd,sophos",
        "scangate.moodle.token | s3cret | (secret)",
        "scangate.command.line | scan --key s3cret {file} | (secret)",
        "scangate.not-known | s3cret | (secret)",
        "scangate.remote.url | https://u:s3cret@a.example/scangate | https://a.example/scangate",
        "scangate.remote.url | https://u:s3/cr@et@a.example/x | https://a.example/x",
        "scangate.journal.url | jdbc:postgresql://db/x?password=s3cret | jdbc:postgresql://db/x",
        "scangate.journal.url | jdbc:h2:file:/x;PASSWORD=s3cret | jdbc:h2:file:/x"
      })
  void nothingThatMayBeSecretIsShown(String key, String value, String shown) {
    assertEquals(List.of(key + "=" + shown), ShownSettings.of(Map.of(key, value)));
  }
}
