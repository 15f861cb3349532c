package io.tidemark.jobs.notify;

import io.tidemark.jobs.config.SecretReference;
import io.tidemark.jobs.notify.message.Digest;
import io.tidemark.jobs.notify.message.SlackMessage;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A channel of Slack, through an incoming webhook. */
record SlackSink(SecretReference url, SecretSource secrets) implements Sink {
  @Override
  public String service() {
    return "Slack";
  }

  @Override
  public String preview(Digest digest) {
    return SlackMessage.body(digest);
  }

  @Override
  public List<Message> messages(Digest digest) {
    URI address = secrets.address(url);
    return List.of(
        new Message(address, Map.of(), SlackMessage.body(digest), SecretSource.secretsOf(address)));
  }
}
