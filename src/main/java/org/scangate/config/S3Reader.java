package org.scangate.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.scangate.pure.s3.S3Settings;
import org.scangate.pure.s3.S3Settings.Root;

/** Reads the keys {@code scangate.pure.s3.*}. */
final class S3Reader {

  /** AWS's rule, and what others and older buckets have besides. */
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");

  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final Keys keys;

  S3Reader(Keys keys) {
    this.keys = keys;
  }

  /**
   * @param round in which every verdict is read once
   */
  S3Settings settings(Duration round) {
    Optional<URI> endpoint = keys.optional(Key.ENDPOINT, S3Reader::endpoint);
    return new S3Settings(
        roots(),
        endpoint,
        keys.optional(Key.REGION, S3Reader::region),
        keys.optional(Key.PATH_STYLE, Key.PATH_STYLE.type()::isSecondWord)
            .orElse(endpoint.isPresent()), // most others know no host for each bucket
        credentials(),
        keys.optional(Key.EVENTS_QUEUE, S3Reader::queue),
        round);
  }

  /** None while one of them is wrong: what the administrator meant is not guessed. */
  private List<Root> roots() {
    int before = keys.problems().size();
    List<Root> roots = keys.valuesOrNone(Key.BUCKETS, S3Reader::root);
    for (int at = 0; at < roots.size(); at++) {
      for (int other = 0; other < roots.size(); other++) {
        Root outer = roots.get(other);
        Root inner = roots.get(at);
        if (other != at
            && inner.bucket().equals(outer.bucket())
            && inner.prefix().startsWith(outer.prefix())
            && (other < at || !inner.equals(outer))) {
          keys.wrong(
              Key.BUCKETS,
              "\""
                  + inner
                  + (inner.equals(outer)
                      ? "\" is there twice; once is right"
                      : "\" lies inside \"" + outer + "\", which is swept whole; leave it out"));
        }
      }
    }
    return keys.problems().size() == before ? List.copyOf(roots) : List.of();
  }

  private static Root root(String text) {
    int slash = text.indexOf('/');
    String bucket = slash < 0 ? text : text.substring(0, slash);
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          "a bucket, or a bucket and a prefix, is right, such as pure-files or pure-files/store/"
              + " (without s3://)");
    }
    return new Root(bucket, slash < 0 ? "" : text.substring(slash + 1));
  }

  private static URI endpoint(String text) {
    URI uri = http(text, "an endpoint is a URL without a path, such as https://s3.example.edu");
    if (uri.getRawQuery() != null
        || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))) {
      throw new IllegalArgumentException(
          "an endpoint has no path; the bucket belongs into " + Key.BUCKETS.pattern());
    }
    return uri;
  }

  private static URI queue(String text) {
    String right =
        "a queue's URL is right, such as https://sqs.eu-west-1.amazonaws.com/123456789012/pure";
    URI uri = http(text, right);
    if (uri.getRawPath().length() < 2) {
      throw new IllegalArgumentException(right);
    }
    return uri;
  }

  private static URI http(String text, String right) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(right, e);
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(right);
    }
    return uri;
  }

  private static String region(String text) {
    if (!REGION.matcher(text).matches()) {
      throw new IllegalArgumentException("a region is right, such as eu-west-1");
    }
    return text;
  }

  private Optional<S3Settings.Keys> credentials() {
    Optional<String> access = keys.text(Key.ACCESS_KEY);
    Optional<String> secret = keys.text(Key.SECRET_KEY);
    if (access.isPresent() != secret.isPresent()) {
      Key missing = access.isPresent() ? Key.SECRET_KEY : Key.ACCESS_KEY;
      Key there = access.isPresent() ? Key.ACCESS_KEY : Key.SECRET_KEY;
      keys.wrong(
          missing,
          "it must be set beside "
              + there.pattern()
              + "; with neither the SDK's default chain is used");
    }
    return access.isPresent() && secret.isPresent()
        ? Optional.of(new S3Settings.Keys(access.get(), secret.get()))
        : Optional.empty();
  }
}
