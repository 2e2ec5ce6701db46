package org.scangate.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Settings as they are read at the start. */
final class ConfigFixture {

  private ConfigFixture() {}

  static Settings read(Config config) {
    return SettingsReader.read(config, SettingsFile.of(config));
  }

  /** From a file in the WAR, or the like. */
  static Settings read(Map<String, String> properties) {
    return read(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build());
  }

  /** What is wrong, of whatever part, a sentence each. */
  static List<String> problems(Settings settings) {
    return settings.wrong().stream().map(KeyProblem::text).toList();
  }
}
