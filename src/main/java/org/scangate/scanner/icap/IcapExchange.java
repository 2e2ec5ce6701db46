package org.scangate.scanner.icap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.scangate.scan.Sample;
import org.scangate.scanner.SampleReader;
import org.scangate.scanner.UnscannedException;
import org.scangate.scanner.net.Connection;

/** Requests and their answers on one connection. */
final class IcapExchange {

  private static final int CHUNK = 128 << 10;

  /** A size in hexadecimal and CR LF, and after the content CR LF and the end of the body. */
  private static final int FRAME = 32;

  private static final byte[] END_OF_CHUNK = "\r\n".getBytes(US_ASCII);
  private static final byte[] END_OF_BODY = "0\r\n\r\n".getBytes(US_ASCII);

  /** Nobody asked for it: so many, and it is no proper answer. */
  private static final int MAX_CONTINUES = 8;

  private final IcapConnection connection;
  private int continues;
  private Optional<IcapHead> early = Optional.empty();

  IcapExchange(IcapConnection connection) {
    this.connection = connection;
  }

  /**
   * What came back.
   *
   * @param whole whether the whole body was sent before anything came
   */
  record Reply(IcapHead head, boolean whole) {}

  /** Asks without a body. */
  IcapHead ask(byte[] request) throws IOException {
    connection.begin();
    connection.write(ByteBuffer.wrap(request));
    return finalHead(connection.readHead());
  }

  /** Sends a sample behind {@code request}, unless the answer comes first. */
  Reply send(byte[] request, Sample sample) throws IOException, UnscannedException {
    connection.begin();
    boolean whole;
    try {
      whole = sendAll(request, sample);
    } catch (IOException broken) {
      return answerDespite(broken);
    }
    return new Reply(early.isPresent() ? early.get() : finalHead(connection.readHead()), whole);
  }

  /** A server that gives up in the middle of a body says why and closes: that is still there. */
  private Reply answerDespite(IOException broken) throws IOException {
    try {
      return new Reply(finalHead(connection.readHead()), false);
    } catch (IOException e) {
      broken.addSuppressed(e);
      throw broken;
    }
  }

  /** "Go on" is for previews (RFC 3507 §4.5); to one who does so anyway it changes nothing. */
  private IcapHead finalHead(IcapHead first) throws IOException {
    IcapHead head = first;
    while (isContinue(head)) {
      head = connection.readHead();
    }
    return head;
  }

  private boolean isContinue(IcapHead head) throws TornAnswer {
    boolean continued = head.status() == IcapHead.CONTINUE;
    if (continued && ++continues > MAX_CONTINUES) {
      throw new TornAnswer("it says 100 Continue on and on");
    }
    return continued;
  }

  /**
   * @return false when something came before the last piece was sent
   */
  private boolean sendAll(byte[] request, Sample sample) throws IOException, UnscannedException {
    ByteBuffer out;
    try (SampleReader reader = SampleReader.open(sample)) {
      out = ByteBuffer.allocate(request.length + FRAME + reader.blockSize(CHUNK)).put(request);
      while (reader.left() > 0) {
        int size = reader.blockSize(CHUNK);
        out.put((Integer.toHexString(size) + "\r\n").getBytes(US_ASCII));
        reader.read(out.array(), out.position(), size);
        out.position(out.position() + size).put(END_OF_CHUNK);
        if (!flush(out)) {
          return false;
        }
      }
    }
    // Apart from the content: who answers to that has not waited for the end.
    return (out.position() == 0 || flush(out)) && flush(out.put(END_OF_BODY));
  }

  /** Before each piece, looks whether the server has already said something. */
  private boolean flush(ByteBuffer out) throws IOException {
    while (connection.arrived() != Connection.Arrived.NOTHING) {
      IcapHead head = connection.readHead();
      if (!isContinue(head)) {
        early = Optional.of(head);
        return false;
      }
    }
    connection.write(out.flip());
    out.clear();
    return true;
  }
}
