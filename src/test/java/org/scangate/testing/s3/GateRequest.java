package org.scangate.testing.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A request as the gate saw it.
 *
 * @param path decoded, as in {@code /bucket/some key}
 * @param query as sent; empty if there is none
 * @param range of the header, as in {@code bytes=0-9}
 * @param ifMatch of the header, with its quotes
 */
public record GateRequest(
    String method, String path, String query, Optional<String> range, Optional<String> ifMatch) {

  static GateRequest of(HttpHead head) {
    String[] line = head.startLine().split(" ", -1);
    String[] target = line[1].split("\\?", 2);
    return new GateRequest(
        line[0],
        decoded(target[0].replace("+", "%2B")),
        target.length == 2 ? target[1] : "",
        head.header("Range"),
        head.header("If-Match"));
  }

  public String bucket() {
    int end = path.indexOf('/', 1);
    return path.substring(1, end < 0 ? path.length() : end);
  }

  /** Empty for a request about the bucket. */
  public String key() {
    int begin = path.indexOf('/', 1);
    return begin < 0 ? "" : path.substring(begin + 1);
  }

  /** Of the query, decoded; "" for one without a value. */
  public Optional<String> parameter(String name) {
    return Arrays.stream(query.split("&", -1))
        .map(parameter -> parameter.split("=", 2))
        .filter(parameter -> parameter[0].equals(name))
        .map(parameter -> parameter.length == 2 ? decoded(parameter[1]) : "")
        .findFirst();
  }

  /** ListObjectsV2. */
  public boolean isList() {
    return method.equals("GET") && key().isEmpty() && has("list-type");
  }

  public boolean isGetTags() {
    return is("GET") && has("tagging");
  }

  public boolean isPutTags() {
    return is("PUT") && has("tagging");
  }

  /** GetObject. */
  public boolean isGet() {
    return is("GET") && !has("tagging");
  }

  /** PutObject. */
  public boolean isPut() {
    return is("PUT") && !has("tagging");
  }

  /** HeadObject. */
  public boolean isHead() {
    return is("HEAD");
  }

  private boolean is(String wanted) {
    return method.equals(wanted) && !key().isEmpty();
  }

  private boolean has(String parameter) {
    return parameter(parameter).isPresent();
  }

  private static String decoded(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
