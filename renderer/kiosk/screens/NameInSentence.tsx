/** A sentence in which the person's name stands out, wherever the language puts it. */
export function NameInSentence({ sentence, name, className }: { sentence: string; name: string | null; className: string | undefined }) {
  const isolated = `\u2068${name}\u2069`;
  const start = name === null ? -1 : sentence.indexOf(isolated);
  if (name === null || start < 0) return <>{sentence}</>;
  return (
    <>
      {sentence.slice(0, start)}
      <bdi className={className} data-testid="answer-name">
        {name}
      </bdi>
      {sentence.slice(start + isolated.length)}
    </>
  );
}
