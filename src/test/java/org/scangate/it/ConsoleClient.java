package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The console without a browser: what is sent is what is sent. */
final class ConsoleClient {

  private static final Pattern COOKIE = Pattern.compile("scangate-console=([A-Za-z0-9_-]+)");
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([A-Za-z0-9_-]+)\"");

  private final URI base;
  private final List<String> headers;
  private Optional<String> cookie = Optional.empty();

  ConsoleClient() {
    this(Site.BASE);
  }

  /**
   * @param base of Scangate, or of a proxy before it
   * @param headers sent with each request: names and values in turn
   */
  ConsoleClient(URI base, String... headers) {
    this.base = base;
    this.headers = List.of(headers);
  }

  /** Logged in as one of {@code src/test/resources/realm}. */
  static ConsoleClient of(String name) throws IOException {
    ConsoleClient client = new ConsoleClient();
    HttpResponse<String> in = client.login(name, "a secret of " + name);
    if (in.statusCode() != 303) {
      throw new AssertionError(name + " is not let in: " + in.statusCode() + " " + in.body());
    }
    return client;
  }

  HttpResponse<String> login(String name, String password) throws IOException {
    return send("login", form("name", name, "password", password));
  }

  HttpResponse<String> get(String path) throws IOException {
    return sent(request(path));
  }

  private HttpResponse<String> sent(HttpRequest.Builder request) throws IOException {
    HttpResponse<String> answer = Site.send(request);
    answer
        .headers()
        .firstValue("Set-Cookie")
        .map(COOKIE::matcher)
        .filter(Matcher::find)
        .ifPresent(found -> cookie = Optional.of(found.group(1)));
    return answer;
  }

  /** A page, which must be there. */
  String page(String path) throws IOException {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200 || answer.body().contains("name=\"password\"")) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  String csrf() throws IOException {
    Matcher found = CSRF.matcher(page("scanners"));
    if (!found.find()) {
      throw new AssertionError("no form has a token");
    }
    return found.group(1);
  }

  /** With this session's token. */
  HttpResponse<String> act(String name, String... fields) throws IOException {
    return send("act/" + name, form(fields) + "&csrf=" + csrf());
  }

  HttpResponse<String> send(String path, String form) throws IOException {
    return sent(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  HttpRequest.Builder request(String path) {
    return request(path, base);
  }

  /**
   * @param base where this client's session is carried to
   */
  HttpRequest.Builder request(String path, URI base) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "console/" + path));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    cookie.ifPresent(name -> request.header("Cookie", "scangate-console=" + name));
    return request;
  }

  /** Names and values in turn. */
  static String form(String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(fields[i]).append('=').append(url(fields[i + 1]));
    }
    return form.toString();
  }

  static String url(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
