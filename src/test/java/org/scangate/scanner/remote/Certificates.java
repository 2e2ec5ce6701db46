package org.scangate.scanner.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.scangate.scanner.TrustedCertificates;

/** Certificates of one's own, made by keytool. */
record Certificates(SSLContext right, SSLContext ofAnotherHost, SSLContext trusting) {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /** For 127.0.0.1 and for another host; both are trusted. */
  static Certificates in(Path folder) throws IOException, GeneralSecurityException {
    KeyStore right = make(folder.resolve("right.p12"), "ip:127.0.0.1");
    KeyStore other = make(folder.resolve("other.p12"), "dns:other.example.org");
    Path trusted = folder.resolve("trusted.pem");
    Files.writeString(trusted, pem(right) + pem(other));
    return new Certificates(
        server(right), server(other), TrustedCertificates.context(Optional.of(trusted)));
  }

  private static KeyStore make(Path file, String host)
      throws IOException, GeneralSecurityException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> line =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "engine",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=engine",
            "-ext",
            "san=" + host,
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD),
            "-keystore",
            file.toString());
    try {
      int exit = new ProcessBuilder(line).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IOException("keytool ended with " + exit);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
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

  private static String pem(KeyStore store) throws GeneralSecurityException {
    byte[] der = store.getCertificate("engine").getEncoded();
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }
}
