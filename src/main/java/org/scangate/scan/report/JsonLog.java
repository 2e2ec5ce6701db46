package org.scangate.scan.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/**
 * A line of JSON for each scan, in a file of its own, for programs: its keys and their meaning
 * stay. A file that is moved away, as logrotate does, is begun anew within a second. It is written
 * on a thread of its own, so that no verdict waits for a disk; what cannot be written is lost and
 * said.
 */
public final class JsonLog implements Consumer<ScanReport>, AutoCloseable {

  private static final Logger LOG = System.getLogger(JsonLog.class.getName());

  /** Once: {@code Json}'s own methods look for a provider each time, for 0.1 ms and more. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration SAY_EVERY = Duration.ofMinutes(1);

  /** Lines that may wait for the disk; beyond that they are lost. */
  private static final int MAX_WAITING = 10_000;

  private static final Duration END_LOOKED_FOR = Duration.ofMillis(200);
  private static final Duration END_WITHIN = Duration.ofSeconds(2);

  private final Path file;
  private final BlockingQueue<String> waiting;
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer = new Thread(this::write, "scangate-log-json");
  private volatile boolean closed;

  // Of the thread that writes:
  private FileChannel open;
  private Object key;
  private Deadline nextLook = Deadline.in(Duration.ZERO);
  private Deadline silentUntil = Deadline.in(Duration.ZERO);
  private long told;

  /**
   * Begins to wait for reports, and opens nothing yet.
   *
   * @param file written at its end; made where it is not there, its folder is not
   */
  public JsonLog(Path file) {
    this(file, MAX_WAITING);
  }

  JsonLog(Path file, int maxWaiting) {
    this.file = file;
    this.waiting = new ArrayBlockingQueue<>(maxWaiting);
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void accept(ScanReport report) {
    if (!closed && !waiting.offer(json(report) + "\n")) {
      lost.incrementAndGet();
    }
  }

  private void write() {
    try {
      for (String line = next(); line != null; line = next()) {
        write(line.getBytes(UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by close(), which has waited long enough
    } finally {
      closeFile();
      lost.addAndGet(waiting.size());
      if (lost.get() > told) {
        tell("this many in all");
      }
    }
  }

  /**
   * @return null when it is closed and all is written
   */
  private String next() throws InterruptedException {
    String line = waiting.poll();
    while (line == null && !closed) {
      line = waiting.poll(END_LOOKED_FOR.toMillis(), TimeUnit.MILLISECONDS);
    }
    return line;
  }

  private void write(byte[] line) {
    String why = "more come than can be written";
    try {
      reopenWhenMoved();
      ByteBuffer rest = ByteBuffer.wrap(line);
      while (rest.hasRemaining()) {
        open.write(rest);
      }
    } catch (IOException | RuntimeException e) { // whatever a file system throws, others go on
      lost.incrementAndGet();
      closeFile();
      why = e.toString();
    }
    if (lost.get() > told && silentUntil.passed()) {
      silentUntil = Deadline.in(SAY_EVERY);
      tell(why);
    }
  }

  private void tell(String why) {
    told = lost.get();
    LOG.log(
        Level.WARNING,
        "scangate.log.json: not all is written to {0}, {1} lines are lost so far: {2}",
        file,
        Long.toString(told),
        why);
  }

  private void reopenWhenMoved() throws IOException {
    if (open != null && nextLook.passed() && !isStillThere()) {
      closeFile();
    }
    if (open == null) {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException("it is no regular file"); // a pipe would hold up all lines after it
      }
      open =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
      key = fileKey();
      nextLook = Deadline.in(LOOK_EVERY);
    }
  }

  private boolean isStillThere() throws IOException {
    nextLook = Deadline.in(LOOK_EVERY);
    return Files.exists(file) && fileKey().equals(key);
  }

  private Object fileKey() throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }

  private void closeFile() {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the file of scangate.log.json was not closed", e);
    }
    open = null;
  }

  private static JsonObject json(ScanReport report) {
    JsonObjectBuilder line =
        JSON.createObjectBuilder()
            .add("time", report.ended().toString())
            .add("event", "scan")
            .add("id", report.id().toString());
    add(line, report.verdict());
    line.add("file", report.name())
        .add("origin", report.origin().text())
        .add("size", report.size())
        .add("took_ms", report.duration().toMillis());
    report.sha256().ifPresent(digest -> line.add("sha256", digest));
    report.sha1().ifPresent(digest -> line.add("sha1", digest));
    add(line, "containers", report.packing().kinds());
    add(line, "not_opened", report.packing().unopened());
    report.packing().unread().ifPresent(why -> line.add("unread", why));
    JsonArrayBuilder scanners = JSON.createArrayBuilder();
    report.answers().forEach(answer -> scanners.add(scanner(answer)));
    return line.add("scanners", scanners).build();
  }

  private static void add(JsonObjectBuilder line, String key, Collection<String> words) {
    if (!words.isEmpty()) {
      line.add(key, JSON.createArrayBuilder(words));
    }
  }

  private static JsonObjectBuilder scanner(Answer answer) {
    JsonObjectBuilder scanner =
        JSON.createObjectBuilder()
            .add("name", answer.engine().scanner())
            .add("address", answer.engine().address())
            .add("version", answer.engine().version())
            .add("known", answer.known());
    return add(scanner, answer.verdict());
  }

  private static JsonObjectBuilder add(JsonObjectBuilder to, Verdict verdict) {
    return verdict.fold(
        clean -> to.add("verdict", "OK"),
        infected -> to.add("verdict", "FOUND").add("signature", infected.signature()),
        unscanned ->
            to.add("verdict", "UNSCANNED")
                .add("reason", unscanned.reason().key())
                .add("detail", unscanned.detail()),
        excepted ->
            to.add("verdict", "OK")
                .add("exception", excepted.by().id().toString())
                .add("although", excepted.beforeInWords()));
  }

  /** Writes what waits, for two seconds at most. */
  @Override
  public void close() {
    closed = true;
    try {
      writer.join(END_WITHIN.toMillis());
      if (writer.isAlive()) {
        writer.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
