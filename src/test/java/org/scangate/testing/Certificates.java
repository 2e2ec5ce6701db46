package org.scangate.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.scangate.scanner.net.TrustedCertificates;

/**
 * Certificates of one's own, made by keytool.
 *
 * @param right shows one for 127.0.0.1
 * @param ofAnotherHost shows one for another host
 * @param trusting believes both and no other
 * @param certificate the right one in PEM, as is its {@code key}
 */
public record Certificates(
    SSLContext right, SSLContext ofAnotherHost, SSLContext trusting, Path certificate, Path key) {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Makes them in this folder, which must outlast their files' use. */
  public static Certificates in(Path folder) throws IOException, GeneralSecurityException {
    KeyStore right = make(folder.resolve("right.p12"), "ip:127.0.0.1");
    KeyStore other = make(folder.resolve("other.p12"), "dns:other.example.org");
    Path certificate = Files.writeString(folder.resolve("certificate.pem"), certificate(right));
    Path key = Files.writeString(folder.resolve("key.pem"), key(right));
    Path both = folder.resolve("trusted.pem");
    Files.writeString(both, certificate(right) + certificate(other));
    SSLContext trusting = TrustedCertificates.context(Optional.of(both));
    return new Certificates(server(right), server(other), trusting, certificate, key);
  }

  /**
   * One for 127.0.0.1 by an authority, whose certificate is shown too.
   *
   * @param server shows them
   * @param trusting believes that authority
   */
  public record Signed(SSLContext server, SSLContext trusting) {}

  /** Makes in this folder one whose time is over, by an authority whose time is not. */
  public static Signed expired(Path folder) throws IOException, GeneralSecurityException {
    return signed(folder, "-startdate", "-10d", "-validity", "3");
  }

  /** Makes in this folder one for 30 days, by an authority whose own is for two. */
  public static Signed outlivingItsRoot(Path folder) throws IOException, GeneralSecurityException {
    return signed(folder, "-validity", "30");
  }

  private static Signed signed(Path folder, String... time)
      throws IOException, GeneralSecurityException {
    Path authority = folder.resolve("authority.p12");
    Path store = folder.resolve("signed.p12");
    KeyStore of = make(authority, "dns:authority", "-ext", "bc:c", "-dname", "CN=authority");
    make(store, "ip:127.0.0.1");
    String request = folder.resolve("request.csr").toString();
    String signed = folder.resolve("signed.pem").toString();
    Path trusted = Files.writeString(folder.resolve("authority.pem"), certificate(of));
    keytool(store, "-certreq", "-alias", "engine", "-file", request);
    List<String> more = new ArrayList<>(List.of(time));
    more.addAll(List.of("-ext", "san=ip:127.0.0.1"));
    keytool(
        authority,
        List.of("-gencert", "-alias", "engine", "-rfc", "-infile", request, "-outfile", signed),
        more);
    keytool(store, "-importcert", "-noprompt", "-alias", "ca", "-file", trusted.toString());
    keytool(store, "-importcert", "-noprompt", "-alias", "engine", "-file", signed);
    SSLContext trusting = TrustedCertificates.context(Optional.of(trusted));
    return new Signed(server(load(store)), trusting);
  }

  private static KeyStore make(Path file, String host, String... more)
      throws IOException, GeneralSecurityException {
    keytool(
        file,
        List.of(
            "-genkeypair",
            "-alias",
            "engine",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-ext",
            "san=" + host,
            "-validity",
            "2"),
        named(more));
    return load(file);
  }

  private static List<String> named(String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    if (!all.contains("-dname")) {
      all.addAll(List.of("-dname", "CN=engine"));
    }
    return all;
  }

  private static void keytool(Path store, String... arguments) throws IOException {
    keytool(store, List.of(arguments), List.of());
  }

  private static void keytool(Path store, List<String> arguments, List<String> more)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(arguments);
    line.addAll(more);
    line.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
    line.addAll(List.of("-keystore", store.toString()));
    try {
      int exit = new ProcessBuilder(line).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IOException("keytool ended with " + exit);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static SSLContext server(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static String certificate(KeyStore store) throws GeneralSecurityException {
    return pem("CERTIFICATE", store.getCertificate("engine").getEncoded());
  }

  private static String key(KeyStore store) throws GeneralSecurityException {
    return pem("PRIVATE KEY", store.getKey("engine", PASSWORD).getEncoded());
  }

  private static String pem(String what, byte[] der) {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }
}
