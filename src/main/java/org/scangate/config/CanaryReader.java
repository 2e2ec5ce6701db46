package org.scangate.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.scangate.scanner.net.TrustedCertificates;
import org.scangate.watch.canary.CanarySettings;
import org.scangate.watch.canary.CanaryType;

/** Reads the keys of the canaries that {@code scangate.canary} names; a wrong one is left out. */
final class CanaryReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  private final Keys keys;
  private final String name;

  private CanaryReader(Keys keys, String name) {
    this.keys = keys.of(name);
    this.name = name;
  }

  static List<CanarySettings> all(Keys keys) {
    List<String> names = keys.values(Key.CANARY, CanaryReader::name);
    if (new HashSet<>(names).size() < names.size()) {
      keys.wrong(Key.CANARY, "a name stands twice; each canary has a name of its own");
    }
    List<CanarySettings> all = new ArrayList<>();
    names.stream()
        .distinct()
        .forEach(one -> new CanaryReader(keys, one).read().ifPresent(all::add));
    return List.copyOf(all);
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("a name has letters, digits and dashes");
    }
    return text;
  }

  private Optional<CanarySettings> read() {
    int before = keys.problems().size();
    Optional<String> word = keys.text(Key.CANARY_TYPE);
    Optional<CanaryType> type = CanaryType.of(word.orElse(name));
    if (type.isEmpty()) {
      keys.wrong(Key.CANARY_TYPE, "it must be moodle or front-door");
    }
    Optional<URI> url =
        keys.text(Key.CANARY_URL)
            .flatMap(text -> keys.checked(Key.CANARY_URL, () -> CanarySettings.url(text)));
    if (!keys.isSet(Key.CANARY_URL)) {
      keys.wrong(Key.CANARY_URL, "it is not set; such as https://moodle.example.org");
    }
    Optional<String> token = keys.text(Key.CANARY_TOKEN);
    if (type.equals(Optional.of(CanaryType.MOODLE)) && !keys.isSet(Key.CANARY_TOKEN)) {
      keys.wrong(Key.CANARY_TOKEN, "it is not set; make one in Moodle for a test user");
    }
    SSLContext tls = tls();
    Optional<CanarySettings> settings =
        keys.checked(
            Key.CANARY_TOKEN,
            () ->
                new CanarySettings(
                    name,
                    type.orElse(null),
                    url.orElse(null),
                    token,
                    keys.duration(Key.CANARY_EVERY),
                    keys.duration(Key.CANARY_TIMEOUT),
                    tls));
    return keys.problems().size() == before ? settings : Optional.empty();
  }

  private SSLContext tls() {
    Optional<Path> file = keys.optional(Key.CANARY_CERTIFICATES, FileNames::path);
    try {
      return TrustedCertificates.context(file);
    } catch (IOException e) {
      keys.wrong(
          Key.CANARY_CERTIFICATES, "it cannot be read as certificates in PEM: " + e.getMessage());
      return null; // this canary is left out
    }
  }
}
