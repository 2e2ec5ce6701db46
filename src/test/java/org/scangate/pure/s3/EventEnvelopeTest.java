package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as AWS documents them, but for what nobody reads. */
class EventEnvelopeTest {

  private static final String DIRECT =
      """
      {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put",
        "s3":{"bucket":{"name":"pure"},"object":{"key":"a+b%2Bc%20%C3%BC.bin","size":3,
          "versionId":"v1","sequencer":"0055AED6DCD90281E5"}}}]}
      """;

  private static final String EVENT_BRIDGE =
      """
      {"version":"0","detail-type":"Object Created","source":"aws.s3",
        "detail":{"bucket":{"name":"pure"},"object":{"key":"a b+c ü.bin","sequencer":"00"}}}
      """;

  private static final List<ObjectKey> THE_OBJECT = List.of(new ObjectKey("pure", "a b+c ü.bin"));

  private static String bySns(String message) {
    return Json.createObjectBuilder()
        .add("Type", "Notification")
        .add("TopicArn", "arn:aws:sns:eu-west-1:123456789012:pure")
        .add("Message", message)
        .build()
        .toString();
  }

  @Test
  void allEnvelopesTellOfTheSameObject() {
    assertEquals(THE_OBJECT, EventEnvelope.open(DIRECT));
    assertEquals(THE_OBJECT, EventEnvelope.open(EVENT_BRIDGE));
    assertEquals(THE_OBJECT, EventEnvelope.open(bySns(DIRECT)));
    assertEquals(THE_OBJECT, EventEnvelope.open(bySns(EVENT_BRIDGE)));
  }

  @Test
  void whatTellsOfNoNewObjectIsOfNoInterest() {
    assertEquals(
        List.of(), EventEnvelope.open("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}"));
    assertEquals(List.of(), EventEnvelope.open(DIRECT.replace("Created:Put", "Removed:Delete")));
    assertEquals(List.of(), EventEnvelope.open(EVENT_BRIDGE.replace("Created", "Deleted")));
    assertEquals(List.of(), EventEnvelope.open("{\"Records\":[]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "{}",
        "{\"Records\":",
        "{\"Message\":\"hello\"}",
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\"}]}",
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{}}}]}",
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%zz\"}}}]}"
      })
  void anythingElseIsRefused(String body) {
    assertThrows(IllegalArgumentException.class, () -> EventEnvelope.open(body));
  }
}
