package org.scangate.pure.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scangate.pure.s3.S3Settings.Keys;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.pure.sweep.Passes;

/**
 * One full walk through a bucket in a JVM of its own, with 256 MB of heap. Says of each object that
 * was read to its end {@code <key> <size> <CRC-32>}.
 */
public final class S3SweepProgram {

  private S3SweepProgram() {}

  /** Its errors go to {@code target/s3-sweep.log}. */
  static Process start(URI endpoint, String bucket) {
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-cp",
              System.getProperty("java.class.path"),
              S3SweepProgram.class.getName(),
              endpoint.toString(),
              bucket)
          .redirectError(ProcessBuilder.Redirect.appendTo(new File("target/s3-sweep.log")))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it says, to its end. */
  static List<String> lines(Process program) {
    return program.inputReader(UTF_8).lines().toList();
  }

  /** What goes to a server that lets anybody in. */
  static S3Settings settings(URI endpoint, String bucket) {
    return new S3Settings(
        List.of(new Root(bucket, "")),
        Optional.of(endpoint),
        Optional.of("us-east-1"),
        true,
        Optional.of(new Keys("local", "local-secret")),
        Optional.empty(),
        Duration.ofDays(28));
  }

  /**
   * @param args endpoint, bucket
   */
  public static void main(String[] args) throws InterruptedException {
    S3Settings settings = settings(URI.create(args[0]), args[1]);
    try (S3Site site = new S3Site(null, settings, args[1])) { // nobody plays Pure here
      Passes.full(site.sweep);
      site.scanner.read.forEach((key, content) -> System.out.println(key + " " + content));
    }
  }
}
