package org.scangate.scanner.icap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.scangate.scanner.TrustedCertificates;

/**
 * A certificate of a host's own, made by keytool.
 *
 * @param server shows it
 * @param client trusts it and no other
 * @param certificate in PEM, as is {@code key}
 */
record IcapCertificates(SSLContext server, SSLContext client, Path certificate, Path key) {

  private static final String PASSWORD = "changeit";

  /**
   * @param host as keytool writes it, such as {@code ip:127.0.0.1}
   */
  static IcapCertificates of(String host, Path folder) throws Exception {
    Path file = folder.resolve("store.p12");
    String line =
        "%s/bin/keytool -genkeypair -alias icap -keyalg RSA -keysize 2048 -dname CN=icap -ext san=%s -validity 2 -storetype PKCS12 -storepass %s -keystore %s"
            .formatted(System.getProperty("java.home"), host, PASSWORD, file);
    int exit = new ProcessBuilder(line.split(" ")).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("keytool ended with " + exit);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate("icap").getEncoded()));
    Files.writeString(
        key, pem("PRIVATE KEY", store.getKey("icap", PASSWORD.toCharArray()).getEncoded()));
    SSLContext client = TrustedCertificates.context(Optional.of(certificate));
    return new IcapCertificates(shown(store), client, certificate, key);
  }

  private static SSLContext shown(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(String what, byte[] der) {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }
}
