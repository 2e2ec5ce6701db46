package org.scangate.bench;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The least that a server can do with an upload: reads the whole body and hashes it. */
@WebServlet(urlPatterns = HashingServlet.PATH + "/scan")
public final class HashingServlet extends HttpServlet {

  static final String PATH = "/only-hashed";

  private static final long serialVersionUID = 1;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    MessageDigest digest = sha256();
    byte[] block = new byte[16 << 10];
    InputStream body = request.getInputStream();
    int n;
    while ((n = body.read(block)) >= 0) {
      digest.update(block, 0, n);
    }
    response.setContentType("application/json");
    response
        .getWriter()
        .write(
            "{\"status\":\"OK\",\"msg\":\"%s\"}"
                .formatted(HexFormat.of().formatHex(digest.digest())));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
