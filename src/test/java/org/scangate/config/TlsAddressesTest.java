package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.scangate.watch.check.TlsAddress;

/** Whose certificates are looked at. */
class TlsAddressesTest {

  private static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry("scangate.scanner", "sophos,icap,remote"),
          Map.entry("scangate.sophos.type", "icap"),
          Map.entry("scangate.sophos.uri", "icaps://sophos.example/avscan"),
          Map.entry("scangate.icap.uri", "icap://plain.example/avscan"),
          Map.entry("scangate.remote.url", "https://remote.example:8443/scan"),
          Map.entry("scangate.pure.s3.buckets", "one"),
          Map.entry("scangate.pure.s3.endpoint", "https://s3.example"),
          Map.entry("scangate.webhook.url", "https://hook.example/secret"),
          Map.entry("scangate.mail.to", "jo@example.org"),
          Map.entry("scangate.mail.from", "gate@example.org"),
          Map.entry("scangate.mail.host", "mail.example"),
          Map.entry("scangate.canary", "moodle"),
          Map.entry("scangate.canary.moodle.url", "https://moodle.example"),
          Map.entry("scangate.canary.moodle.token", "0123456789abcdef0123456789abcdef"));

  private static Set<String> of(Map<String, String> keys) {
    return addresses(keys).stream().map(TlsAddress::toString).collect(Collectors.toSet());
  }

  private static List<TlsAddress> addresses(Map<String, String> keys) {
    Config config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(keys, "test", 100))
            .build();
    SettingsFile file = SettingsFile.of(config);
    Settings settings = SettingsReader.read(config, file);
    assertEquals(List.of(), ConfigFixture.problems(settings));
    PureConfig pure = new PureConfig(config, file, settings);
    return List.copyOf(new TlsAddresses(settings.scanners(), settings, pure).get());
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> keys = new HashMap<>(ALL);
    keys.put(key, value);
    return keys;
  }

  @Test
  void allWhoAreSpokenToOverTlsAreThere() {
    assertEquals(
        Set.of(
            "sophos.example:11344",
            "remote.example:8443",
            "s3.example:443",
            "hook.example:443",
            "mail.example:587",
            "moodle.example:443"),
        of(ALL));
  }

  @Test
  void aMailServerIsUpgradedOrEncryptedFromTheStartOrNotLookedAt() {
    TlsAddress upgraded = new TlsAddress("mail.example", 587, true);
    assertEquals(1, addresses(ALL).stream().filter(upgraded::equals).count());
    TlsAddress encrypted = new TlsAddress("mail.example", 587, false);
    List<TlsAddress> tls = addresses(with("scangate.mail.tls", "tls"));
    assertEquals(1, tls.stream().filter(encrypted::equals).count());
    assertEquals(5, addresses(with("scangate.mail.tls", "none")).size());
  }

  @Test
  void whatIsNotEncryptedHasNoCertificate() {
    Map<String, String> plain = with("scangate.webhook.url", "http://hook.example/secret");
    assertEquals(5, addresses(plain).size());
    plain.put("scangate.canary.moodle.url", "http://moodle.example");
    plain.put("scangate.pure.s3.endpoint", "http://s3.example");
    assertEquals(3, addresses(plain).size());
  }
}
