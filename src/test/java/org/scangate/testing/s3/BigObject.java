package org.scangate.testing.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.scangate.testing.Fixtures;

/**
 * An S3 server with one bucket and one object, which is generated while it is read: of any size,
 * and of no two places alike. It lets anybody in, and knows listings, HEAD, GET from some byte on,
 * and tags.
 */
public final class BigObject implements AutoCloseable {

  public static final String BUCKET = "big";
  public static final String KEY = "big.bin";

  /** Prime, so that what is taken up at a wrong place is another content. */
  private static final int BLOCK = 1_000_003;

  private static final String ETAG = "\"5d41402abc4b2a76b9719d911017c592\"";
  private static final String DATED = "2024-02-29T03:04:05.000Z";
  private static final String DATED_IN_HEADERS = "Thu, 29 Feb 2024 03:04:05 GMT";
  private static final Pattern FROM = Pattern.compile("bytes=(\\d+)-");
  private static final Pattern STATUS =
      Pattern.compile("<Key>ANTIVIRUS_STATUS</Key><Value>(\\w+)</Value>");

  private final long size;
  private final End end;
  private final HttpServer server;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "big-object");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Long> reads = new CopyOnWriteArrayList<>();
  private volatile long rangeIsOff;
  private volatile String tags = "<Tagging><TagSet></TagSet></Tagging>";

  /**
   * Where an answer ends before the object does.
   *
   * @param at the byte before which it ends
   * @param told whether the answer's length is that of what comes, or of the whole object
   * @param once or each time
   */
  public record End(long at, boolean told, boolean once) {}

  private BigObject(long size, End end) throws IOException {
    this.size = size;
    this.end = end;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext("/", this::answer);
    server.start();
  }

  /** A server that answers. */
  public static BigObject start(long size, End end) {
    try {
      return new BigObject(size, end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From which byte on it was read, each time. */
  public List<Long> reads() {
    return List.copyOf(reads);
  }

  /** From here on it says of each part that it begins a byte later than what was asked for. */
  public void answersOtherRanges() {
    rangeIsOff = 1;
  }

  /** Empty: none. */
  public String status() {
    Matcher status = STATUS.matcher(tags);
    return status.find() ? status.group(1) : "";
  }

  /** CRC-32 of the whole content. */
  public long checksum() {
    CRC32 checksum = new CRC32();
    try (OutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), checksum)) {
      write(sum, 0, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return checksum.getValue();
  }

  /** A block begins with its number. */
  private static void write(OutputStream to, long from, long until) throws IOException {
    byte[] block = Fixtures.randomBytes(BLOCK, BLOCK);
    long at = from;
    while (at < until) {
      ByteBuffer.wrap(block).putLong(at / BLOCK);
      int begin = (int) (at % BLOCK);
      int count = (int) Math.min(BLOCK - begin, until - at);
      to.write(block, begin, count);
      at += count;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
      String request = exchange.getRequestMethod();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (query.contains("list-type")) {
        answer(exchange, listing());
      } else if (query.contains("tagging") && request.equals("PUT")) {
        tags = new String(body, UTF_8);
        answer(exchange, "");
      } else if (query.contains("tagging")) {
        answer(exchange, tags);
      } else if (request.equals("HEAD")) {
        describe(exchange);
        exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
        exchange.sendResponseHeaders(200, -1);
      } else {
        content(exchange);
      }
    }
  }

  private String listing() {
    return """
    <ListBucketResult><Name>%s</Name><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys>\
    <IsTruncated>false</IsTruncated><Contents><Key>%s</Key><LastModified>%s</LastModified>\
    <ETag>%s</ETag><Size>%d</Size></Contents></ListBucketResult>"""
        .formatted(BUCKET, KEY, DATED, ETAG, size);
  }

  private static void answer(HttpExchange exchange, String xml) throws IOException {
    byte[] bytes = xml.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void describe(HttpExchange exchange) {
    exchange.getResponseHeaders().set("ETag", ETAG);
    exchange.getResponseHeaders().set("Last-Modified", DATED_IN_HEADERS);
  }

  private void content(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    Matcher wanted = FROM.matcher(range == null ? "" : range);
    long from = wanted.matches() ? Long.parseLong(wanted.group(1)) : 0;
    boolean ends = !end.once() || reads.isEmpty();
    reads.add(from);
    long until = ends ? Math.max(from, Math.min(end.at(), size)) : size;
    long told = (ends && end.told() ? until : size) - from;
    describe(exchange);
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + (from + rangeIsOff) + "-" + (size - 1) + "/" + size);
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, told == 0 ? -1 : told);
    write(exchange.getResponseBody(), from, until);
    exchange.getResponseBody().flush(); // and if that was not all, the connection ends
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
