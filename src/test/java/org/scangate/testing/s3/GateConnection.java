package org.scangate.testing.s3;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One client's connection through the gate, with one to the server of its own. */
final class GateConnection implements AutoCloseable {
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final GateRules rules;
  private final Consumer<GateRequest> seen;
  private final Socket client;
  private final Socket server;
  private final InputStream fromClient;
  private final OutputStream toClient;
  private final InputStream fromServer;
  private final OutputStream toServer;

  GateConnection(GateRules rules, Consumer<GateRequest> seen, Socket client, int port)
      throws IOException {
    this.rules = rules;
    this.seen = seen;
    this.client = client;
    server = new Socket(InetAddress.getLoopbackAddress(), port);
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    fromClient = new BufferedInputStream(client.getInputStream());
    toClient = new BufferedOutputStream(client.getOutputStream());
    fromServer = new BufferedInputStream(server.getInputStream());
    toServer = new BufferedOutputStream(server.getOutputStream());
  }

  /** Until one of the two ends it. */
  void run() throws IOException {
    boolean goesOn = true;
    while (goesOn) {
      Optional<HttpHead> head = HttpHead.read(fromClient);
      goesOn = head.isPresent() && answer(head.get()) && !head.get().says("Connection", "close");
    }
  }

  private boolean answer(HttpHead head) throws IOException {
    GateRequest request = GateRequest.of(head);
    seen.accept(request);
    List<GateRules.Answer> answer = rules.answer(request);
    if (head.says("Expect", "100-continue")) {
      toClient.write(CONTINUE);
      toClient.flush();
    }
    if (!answer.isEmpty()) {
      HttpBody.ofRequest(head).pass(fromClient, OutputStream.nullOutputStream());
      return give(request, answer.get(0));
    }
    rules.runBefore(request);
    toServer.write(head.without("Expect").bytes());
    HttpBody.ofRequest(head).pass(fromClient, toServer);
    return respond(request);
  }

  private boolean give(GateRequest request, GateRules.Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    HttpHead head =
        new HttpHead(
            List.of(
                "HTTP/1.1 " + answer.status() + " " + answer.reason(),
                "Content-Type: application/xml",
                "x-amz-request-id: gate",
                "Content-Length: " + body.length));
    toClient.write(head.bytes());
    if (!request.method().equals("HEAD")) {
      toClient.write(body);
    }
    toClient.flush();
    return true;
  }

  private boolean respond(GateRequest request) throws IOException {
    HttpHead head = HttpHead.read(fromServer).orElse(null);
    while (head != null && head.status() < 200) {
      head = HttpHead.read(fromServer).orElse(null); // the client got its 100 from the gate
    }
    if (head == null) {
      return false; // the client sees what the gate saw: an end without an answer
    }
    HttpBody body = HttpBody.ofResponse(head, request.method());
    List<GateRules.After> after = rules.after(request);
    if (after.isEmpty()) {
      return hand(request, head, body, fromServer);
    }
    Path held = Files.createTempFile("gate", ".body");
    try (OutputStream file = Files.newOutputStream(held)) {
      body.pass(fromServer, file);
    }
    after.forEach(act -> act.work().run());
    try (InputStream file = Files.newInputStream(held, StandardOpenOption.DELETE_ON_CLOSE);
        InputStream buffered = new BufferedInputStream(file)) {
      return hand(request, head, body, buffered);
    }
  }

  private boolean hand(GateRequest request, HttpHead head, HttpBody body, InputStream from)
      throws IOException {
    OptionalLong cut = rules.cut(request);
    if (cut.isPresent() && cut.getAsLong() == GateRules.Cut.BEFORE_THE_HEAD) {
      body.pass(from, OutputStream.nullOutputStream());
      return false;
    }
    toClient.write(head.bytes());
    body.pass(from, toClient, cut.orElse(Long.MAX_VALUE));
    return cut.isEmpty() && !body.endsConnection() && !head.says("Connection", "close");
  }

  @Override
  public void close() throws IOException {
    try (client) {
      server.close();
    }
  }
}
