package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.testing.s3.GateRequest;
import org.scangate.testing.s3.LocalS3;
import org.scangate.testing.s3.S3Server;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Listings as services other than AWS give them, and AWS itself where much was deleted. */
class S3ListingTest extends S3FaultsContract {

  private static final int OBJECTS = 35;
  private static final int A_PAGE = 10;

  private static LocalS3 server;

  private List<S3Object> objects;

  @BeforeAll
  static void start() {
    server = LocalS3.inMemory();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Override
  S3Server server() {
    return server;
  }

  @BeforeEach
  void fill() {
    oneByOne();
    for (int i = 0; i < OBJECTS; i++) {
      site.put("many/%02d".formatted(i), "content");
    }
    objects = server.client().listObjectsV2(request -> request.bucket(site.bucket)).contents();
    assertEquals(OBJECTS, objects.size());
  }

  /** The page that this token leads to; null: the first one. */
  private void page(String token, int from, int to, String ending) {
    String contents =
        objects.subList(from, to).stream().map(S3ListingTest::xml).collect(Collectors.joining());
    gate.answer(
        Call.LIST.and(goesOnAt(token)),
        "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>"
            + site.bucket
            + "</Name><MaxKeys>10</MaxKeys>"
            + ending
            + contents
            + "</ListBucketResult>");
  }

  private static Predicate<GateRequest> goesOnAt(String token) {
    return request -> request.parameter("continuation-token").equals(Optional.ofNullable(token));
  }

  private static String truncated(String token) {
    return "<IsTruncated>true</IsTruncated>" + next(token);
  }

  private static String next(String token) {
    return "<NextContinuationToken>" + token + "</NextContinuationToken>";
  }

  private static String xml(S3Object one) {
    return "<Contents><Key>%s</Key><LastModified>%s</LastModified><ETag>%s</ETag><Size>%d</Size></Contents>"
        .formatted(one.key(), one.lastModified(), one.eTag(), one.size());
  }

  private long scanned() {
    return objects.stream().filter(one -> site.status(one.key()).equals("OK")).count();
  }

  private void pass(boolean full) throws InterruptedException {
    if (full) {
      full();
    } else {
      quick();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEmptyPageIsNotTheEnd(boolean full) throws InterruptedException {
    page(null, 0, 10, truncated("one"));
    page("one", 10, 10, truncated("two"));
    page("two", 10, 10, truncated("three"));
    page("three", 10, 30, truncated("four"));
    page("four", 30, 35, "<IsTruncated>false</IsTruncated>");
    pass(full);
    assertEquals(OBJECTS, scanned());
    assertNotWarned();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereItIsNotSaidWhetherThereIsMoreTheTokenTells(boolean full) throws InterruptedException {
    page(null, 0, 30, next("one"));
    page("one", 30, 35, "");
    pass(full);
    assertEquals(OBJECTS, scanned());
    assertNotWarned();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<IsTruncated>true</IsTruncated>", ""})
  void aPartWithoutATokenIsToldAndWhatItShowsIsScanned(String ending) throws InterruptedException {
    page(null, 0, A_PAGE, ending);
    full();
    quick();
    assertEquals(A_PAGE, scanned());
    assertWarned(
        "s3:ListBucket on s3://" + site.bucket, "without the NextContinuationToken", "many/09");
    assertTrue(site.sweep.bean().getProblem().contains("NextContinuationToken"));
    gate.clear();
    full();
    assertEquals(OBJECTS, scanned());
    assertEquals(OBJECTS, site.scanner.given.size());
  }

  @Test
  void tokensThatLeadBackAreTold() throws InterruptedException {
    page(null, 0, A_PAGE, truncated("one"));
    page("one", 0, A_PAGE, truncated("two"));
    full();
    assertWarned("s3:ListBucket on s3://" + site.bucket, "goes in a circle");
  }

  @Test
  void aTokenThatLeadsToItselfIsTold() throws InterruptedException {
    page(null, 0, 0, truncated("one"));
    page("one", 0, 0, truncated("one"));
    full();
    assertWarned("s3:ListBucket on s3://" + site.bucket, "goes in a circle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html><body>Welcome</body></html>", "<ListBucketResult/>", ""})
  void whatIsNoListingIsTold(String body) throws InterruptedException {
    gate.answer(Call.LIST, body);
    full();
    assertWarned("s3:ListBucket on s3://" + site.bucket);
    gate.clear();
    quick();
    assertEquals(OBJECTS, scanned());
  }

  @Test
  void anObjectWithoutAKeyIsTold() throws InterruptedException {
    objects = objects.stream().map(one -> one.toBuilder().key("").build()).toList();
    page(null, 0, 1, "<IsTruncated>false</IsTruncated>");
    full();
    assertWarned("s3:ListBucket on s3://" + site.bucket, "without key");
  }
}
