package org.scangate.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.scangate.scan.DataSize;
import org.scangate.scanner.clamd.ClamdAddress;
import org.scangate.scanner.clamd.ClamdSettings;
import org.scangate.scanner.hashlist.HashlistSettings;
import org.scangate.scanner.icap.IcapSettings;
import org.scangate.scanner.net.TrustedCertificates;
import org.scangate.scanner.remote.Credentials;
import org.scangate.scanner.remote.RemoteSettings;

/** Reads {@code scangate.scanner} and the keys of each scanner that it names. */
final class ScannerReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final List<String> FOUND_HEADERS =
      List.of("X-Infection-Found", "X-Virus-ID", "X-Violations-Found");
  private static final DataSize LARGEST = DataSize.parse("100M");
  static final String NOT_SET = "it is not set; ";

  private final Keys keys;
  private final Duration scanTimeout;
  private final Path folder;

  /**
   * @param folder for files that a scanner needs
   */
  ScannerReader(Keys keys, Duration scanTimeout, Path folder) {
    this.keys = keys;
    this.scanTimeout = scanTimeout;
    this.folder = folder;
  }

  List<Settings.ScannerSettings> scanners() {
    List<String> names = keys.texts("scangate.scanner");
    if (new HashSet<>(names).size() < names.size()) {
      keys.wrong("scangate.scanner", "a name stands twice; two of a kind have names of their own");
    }
    return (names.isEmpty() ? List.of("clamd") : names)
        .stream().flatMap(name -> scanner(name).stream()).toList();
  }

  private Optional<Settings.ScannerSettings> scanner(String name) {
    if (!NAME.matcher(name).matches()) {
      keys.wrong(
          "scangate.scanner", "\"" + name + "\" is no name: letters, digits and dashes are right");
      return Optional.empty();
    }
    String prefix = "scangate." + name;
    String type = keys.text(prefix + ".type").orElse(name);
    return switch (type) {
      case "clamd" -> Optional.of(clamd(name, prefix));
      case "icap" -> Optional.of(icap(name, prefix));
      case "command" -> new CommandReader(keys, scanTimeout, folder).read(name, prefix);
      case "remote" -> Optional.of(remote(name, prefix));
      case "hashlist" ->
          Optional.of(
              new Settings.ScannerSettings.OfHashlist(
                  new HashlistSettings(name, keys.values(prefix + ".files", FileNames::path))));
      default -> {
        keys.wrong(
            keys.text(prefix + ".type").isPresent() ? prefix + ".type" : "scangate.scanner",
            "\""
                + type
                + "\" is no type of scanner: clamd, icap, command, remote and hashlist are");
        yield Optional.empty();
      }
    };
  }

  private Settings.ScannerSettings clamd(String name, String prefix) {
    return new Settings.ScannerSettings.OfClamd(
        new ClamdSettings(
            name,
            keys.values(prefix + ".address", ClamdAddress::new),
            keys.value(prefix + ".max-file-size", ScannerReader::clamdSize, LARGEST),
            connections(prefix),
            keys.either(prefix + ".by-path", "false", "true"),
            scanTimeout));
  }

  /** clamd scans nothing larger, whatever it is told. */
  private static DataSize clamdSize(String text) {
    DataSize size = DataSize.parse(text);
    long most = (2L << 30) - 3;
    if (size.bytes() < 1 || size.bytes() > most) {
      throw new IllegalArgumentException("clamd scans at most 2 GiB less 3 bytes, such as 2047M");
    }
    return size;
  }

  private Settings.ScannerSettings icap(String name, String prefix) {
    List<String> headers = keys.values(prefix + ".found-headers", ScannerReader::header);
    boolean reqmod = keys.either(prefix + ".method", "RESPMOD", "REQMOD");
    return new Settings.ScannerSettings.OfIcap(
        new IcapSettings(
            name,
            required(prefix + ".uri", IcapSettings::uri, "such as icap://av.example.org:1344/scan"),
            reqmod ? IcapSettings.Method.REQMOD : IcapSettings.Method.RESPMOD,
            headers.isEmpty() ? FOUND_HEADERS : headers,
            maxFileSize(keys, prefix),
            connections(prefix),
            scanTimeout,
            tls(prefix)));
  }

  private static String header(String text) {
    if (!HEADER.matcher(text).matches()) {
      throw new IllegalArgumentException("a header's name is right, such as X-Infection-Found");
    }
    return text;
  }

  private Settings.ScannerSettings remote(String name, String prefix) {
    return new Settings.ScannerSettings.OfRemote(
        new RemoteSettings(
            name,
            required(
                prefix + ".url", RemoteSettings::url, "such as https://av.example.org/scangate"),
            credentials(prefix),
            maxFileSize(keys, prefix),
            connections(prefix),
            scanTimeout,
            tls(prefix)));
  }

  private Credentials credentials(String prefix) {
    Optional<String> user = keys.text(prefix + ".user");
    Optional<String> password = keys.text(prefix + ".password");
    Optional<String> token = keys.text(prefix + ".token");
    if (token.isPresent() && (user.isPresent() || password.isPresent())) {
      keys.wrong(prefix + ".token", "it stands beside user and password; one of the two is right");
    } else if (user.isPresent() != password.isPresent()) {
      keys.wrong(
          prefix + (user.isPresent() ? ".password" : ".user"), "user and password go together");
    }
    Optional<Credentials> credentials =
        token.isPresent()
            ? keys.checked(prefix + ".token", () -> new Credentials.Bearer(token.get()))
            : user.flatMap(
                who ->
                    password.flatMap(
                        secret ->
                            keys.checked(
                                prefix + ".user", () -> new Credentials.Basic(who, secret))));
    return credentials.orElse(new Credentials.None());
  }

  /** Addresses, one at least. Nor are these repeated: a password may stand in one by mistake. */
  private List<URI> required(String key, Function<String, URI> parse, String example) {
    List<URI> all = new ArrayList<>();
    keys.texts(key).forEach(text -> keys.checked(key, () -> parse.apply(text)).ifPresent(all::add));
    if (!keys.isSet(key)) {
      keys.wrong(key, NOT_SET + example);
    } else if (new HashSet<>(all).size() < all.size()) {
      keys.wrong(key, "one stands twice");
    }
    return all;
  }

  private int connections(String prefix) {
    return keys.number(prefix + ".connections", 1, 128, 8);
  }

  /** Of a scanner that has no upper bound of its own kind. */
  static DataSize maxFileSize(Keys keys, String prefix) {
    return keys.value(prefix + ".max-file-size", ScannerReader::someSize, LARGEST);
  }

  private static DataSize someSize(String text) {
    DataSize size = DataSize.parse(text);
    if (size.bytes() < 1) {
      throw new IllegalArgumentException("more than nothing is right, such as 100M");
    }
    return size;
  }

  private SSLContext tls(String prefix) {
    String key = prefix + ".trusted-certificates";
    Optional<Path> file =
        keys.value(key, text -> Optional.of(FileNames.path(text)), Optional.empty());
    try {
      return TrustedCertificates.context(file);
    } catch (IOException e) {
      keys.wrong(key, "it cannot be read as certificates in PEM: " + e.getMessage());
      return null; // nothing is wired of a configuration that is wrong
    }
  }
}
