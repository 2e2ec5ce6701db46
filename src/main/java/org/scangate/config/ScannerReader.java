package org.scangate.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.scangate.scan.DataSize;
import org.scangate.scanner.clamd.ClamdAddress;
import org.scangate.scanner.clamd.ClamdSettings;
import org.scangate.scanner.hashlist.HashlistSettings;
import org.scangate.scanner.icap.IcapSettings;
import org.scangate.scanner.net.TrustedCertificates;
import org.scangate.scanner.remote.Credentials;
import org.scangate.scanner.remote.RemoteSettings;

/** Reads the keys of one scanner that {@code scangate.scanner} names. */
final class ScannerReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  static final String NOT_SET = "it is not set; ";

  private final Keys keys;
  private final String name;
  private final Duration scanTimeout;
  private final Path folder;

  private ScannerReader(Keys keys, String name, Duration scanTimeout, Path folder) {
    this.keys = keys.of(name);
    this.name = name;
    this.scanTimeout = scanTimeout;
    this.folder = folder;
  }

  /**
   * All that are named and right.
   *
   * @param folder for files that a scanner needs
   */
  static List<Settings.ScannerSettings> all(Keys keys, Duration scanTimeout, Path folder) {
    List<String> names = keys.values(Key.SCANNER, ScannerReader::name);
    if (new HashSet<>(names).size() < names.size()) {
      keys.wrong(Key.SCANNER, "a name stands twice; two of a kind have names of their own");
    }
    return names.stream()
        .map(name -> new ScannerReader(keys, name, scanTimeout, folder))
        .flatMap(reader -> reader.scanner().stream())
        .toList();
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("a name has letters, digits and dashes");
    }
    return text;
  }

  private Optional<Settings.ScannerSettings> scanner() {
    Optional<String> word = keys.text(Key.TYPE);
    Optional<ScannerType> type = ScannerType.of(word.orElse(name));
    if (type.isEmpty()) {
      keys.wrong(
          word.isPresent() ? Key.TYPE : Key.SCANNER,
          "\"" + word.orElse(name) + "\" is no type of scanner: " + types() + " are");
    }
    return type.flatMap(this::scanner);
  }

  private static String types() {
    return Arrays.stream(ScannerType.values())
        .map(ScannerType::word)
        .collect(Collectors.joining(", "));
  }

  private Optional<Settings.ScannerSettings> scanner(ScannerType type) {
    return switch (type) {
      case CLAMD -> Optional.of(new Settings.ScannerSettings.OfClamd(clamd()));
      case ICAP -> Optional.of(new Settings.ScannerSettings.OfIcap(icap()));
      case COMMAND ->
          new CommandReader(keys, scanTimeout, folder)
              .read(name)
              .map(Settings.ScannerSettings.OfCommand::new);
      case REMOTE -> Optional.of(new Settings.ScannerSettings.OfRemote(remote()));
      case HASHLIST ->
          Optional.of(
              new Settings.ScannerSettings.OfHashlist(
                  new HashlistSettings(name, keys.values(Key.FILES, FileNames::path))));
    };
  }

  private ClamdSettings clamd() {
    return new ClamdSettings(
        name,
        keys.values(Key.ADDRESS, ClamdAddress::new),
        keys.value(Key.SCANNER_MAX_FILE_SIZE, ScannerReader::clamdSize),
        keys.number(Key.CONNECTIONS),
        keys.isSecondWord(Key.BY_PATH),
        scanTimeout);
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

  private IcapSettings icap() {
    return new IcapSettings(
        name,
        required(Key.URI, IcapSettings::uri, "such as icap://av.example.org:1344/scan"),
        keys.isSecondWord(Key.METHOD) ? IcapSettings.Method.REQMOD : IcapSettings.Method.RESPMOD,
        keys.values(Key.FOUND_HEADERS, ScannerReader::header),
        keys.value(Key.SCANNER_MAX_FILE_SIZE, ScannerReader::someSize),
        keys.number(Key.CONNECTIONS),
        scanTimeout,
        tls());
  }

  private static String header(String text) {
    if (!HEADER.matcher(text).matches()) {
      throw new IllegalArgumentException("a header's name is right, such as X-Infection-Found");
    }
    return text;
  }

  private RemoteSettings remote() {
    return new RemoteSettings(
        name,
        required(Key.URL, RemoteSettings::url, "such as https://av.example.org/scangate"),
        credentials(),
        keys.value(Key.SCANNER_MAX_FILE_SIZE, ScannerReader::someSize),
        keys.number(Key.CONNECTIONS),
        scanTimeout,
        tls());
  }

  private Credentials credentials() {
    Optional<String> user = keys.text(Key.USER);
    Optional<String> password = keys.text(Key.PASSWORD);
    Optional<String> token = keys.text(Key.TOKEN);
    if (token.isPresent() && (user.isPresent() || password.isPresent())) {
      keys.wrong(Key.TOKEN, "it stands beside user and password; one of the two is right");
    } else if (user.isPresent() != password.isPresent()) {
      keys.wrong(user.isPresent() ? Key.PASSWORD : Key.USER, "user and password go together");
    }
    Optional<Credentials> credentials =
        token.isPresent()
            ? keys.checked(Key.TOKEN, () -> new Credentials.Bearer(token.get()))
            : user.flatMap(who -> password.flatMap(secret -> basic(who, secret)));
    return credentials.orElse(new Credentials.None());
  }

  private Optional<Credentials> basic(String user, String password) {
    return keys.checked(Key.USER, () -> new Credentials.Basic(user, password));
  }

  /** Addresses, one at least. Nor are these repeated: a password may stand in one by mistake. */
  private List<URI> required(Key key, Function<String, URI> parse, String example) {
    List<URI> all = new ArrayList<>();
    keys.texts(key).forEach(text -> keys.checked(key, () -> parse.apply(text)).ifPresent(all::add));
    if (!keys.isSet(key)) {
      keys.wrong(key, NOT_SET + example);
    } else if (new HashSet<>(all).size() < all.size()) {
      keys.wrong(key, "one stands twice");
    }
    return all;
  }

  /** Of a scanner that has no upper bound of its own kind. */
  static DataSize someSize(String text) {
    DataSize size = DataSize.parse(text);
    if (size.bytes() < 1) {
      throw new IllegalArgumentException("more than nothing is right, such as 100M");
    }
    return size;
  }

  private SSLContext tls() {
    Optional<Path> file = keys.optional(Key.TRUSTED_CERTIFICATES, FileNames::path);
    try {
      return TrustedCertificates.context(file);
    } catch (IOException e) {
      keys.wrong(
          Key.TRUSTED_CERTIFICATES, "it cannot be read as certificates in PEM: " + e.getMessage());
      return null; // nothing is wired of a configuration that is wrong
    }
  }
}
