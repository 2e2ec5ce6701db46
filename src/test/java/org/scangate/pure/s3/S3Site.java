package org.scangate.pure.s3;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.scangate.pure.s3.S3Settings.Keys;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.pure.sweep.PureSettingsBuilder;
import org.scangate.pure.sweep.SettableClock;
import org.scangate.pure.sweep.Sweep;
import org.scangate.pure.sweep.SweepLog;
import org.scangate.scan.DataSize;
import org.scangate.scan.Events;
import org.scangate.scan.ScanService;
import org.scangate.scan.VerdictCache;
import org.scangate.testing.ScriptedScanner;
import org.scangate.testing.SettableExceptions;
import org.scangate.testing.s3.S3Server;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** A sweep over one bucket, and a client that does what Pure does. */
final class S3Site implements AutoCloseable {

  final ContentReader reader = new ContentReader();
  final ScriptedScanner scanner =
      ScriptedScanner.judging("reading", ScriptedScanner.VERSION, reader);
  final SettableClock clock = new SettableClock();
  final SettableExceptions exceptions = new SettableExceptions();
  final SweepLog log = new SweepLog();
  final PureSettingsBuilder settings = new PureSettingsBuilder();
  final S3Client client;
  final String bucket;
  final Sweep sweep;

  volatile S3Settings store;

  S3Site(S3Client client, S3Settings store, String bucket) {
    this(client, store, bucket, EventQueue.HIDDEN);
  }

  /**
   * @param hidden how long messages are hidden from others at a time
   */
  S3Site(S3Client client, S3Settings store, String bucket, Duration hidden) {
    this.client = client;
    this.bucket = bucket;
    this.store = store;
    this.sweep =
        new Sweep(
            new S3Store(() -> this.store, clock, hidden),
            new ScanService(
                List.of(scanner),
                VerdictCache.NONE,
                new DataSize(10L << 30),
                Duration.ofSeconds(60),
                report -> {},
                exceptions),
            settings::build,
            Optional::empty,
            clock,
            Events.NONE);
  }

  static S3Site of(S3Server server, String bucket) {
    return new S3Site(server.client(), settings(server, server.endpoint(), bucket), bucket);
  }

  /**
   * @param endpoint of the server, or of a gate before it
   * @param roots buckets, and what keys there begin with
   */
  static S3Settings settings(S3Server server, URI endpoint, String... roots) {
    return settings(server, endpoint, Duration.ofDays(28), roots);
  }

  static S3Settings settings(S3Server server, URI endpoint, Duration round, String... roots) {
    return new S3Settings(
        Stream.of(roots).map(S3Site::root).toList(),
        Optional.of(endpoint),
        Optional.of(server.region()),
        true,
        Optional.of(new Keys(server.accessKey(), server.secretKey())),
        Optional.empty(),
        round);
  }

  private static Root root(String text) {
    String[] parts = text.split("/", 2);
    return new Root(parts[0], parts.length == 2 ? parts[1] : "");
  }

  void put(String key, String content) {
    client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  void tag(String key, Map<String, String> tags) {
    List<Tag> all =
        tags.entrySet().stream()
            .map(one -> Tag.builder().key(one.getKey()).value(one.getValue()).build())
            .toList();
    client.putObjectTagging(
        request -> request.bucket(bucket).key(key).tagging(Tagging.builder().tagSet(all).build()));
  }

  Map<String, String> tags(String key) {
    Map<String, String> tags = new LinkedHashMap<>();
    client
        .getObjectTagging(request -> request.bucket(bucket).key(key))
        .tagSet()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  /** Empty: none. */
  String status(String key) {
    return tags(key).getOrDefault("ANTIVIRUS_STATUS", "");
  }

  @Override
  public void close() {
    sweep.close();
    log.close();
  }
}
