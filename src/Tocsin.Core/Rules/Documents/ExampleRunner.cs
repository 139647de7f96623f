using System.Collections.Concurrent;

namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// Runs the examples of one file beside the rules, and compares what comes out with what must. A set whose examples
/// fail is not activated.
/// </summary>
internal sealed class ExampleRunner(RuleSet set, DocumentNode node, ProblemList problems, Action breathe)
{
    private readonly List<ExampleResult> _results = [];

    /// <summary>What came of the examples, in order.</summary>
    public IReadOnlyList<ExampleResult> Results => _results;

    /// <summary>How many examples ran.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them failed.</summary>
    public int Failed { get; private set; }

    private int Size => node.Items("examples").Count;

    /// <summary>
    /// Runs those of several files side by side, on every core that the caller's scheduler gives. The largest begins
    /// first, since nobody helps with the one that is left.
    /// </summary>
    /// <exception cref="ProblemsTooManyException">Too much is wrong.</exception>
    public static void Run(IEnumerable<ExampleRunner> files)
    {
        try
        {
            var scheduler = new ParallelOptions { TaskScheduler = TaskScheduler.Current };
            var largestFirst = Partitioner.Create(
                files.OrderByDescending(file => file.Size), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(largestFirst, scheduler, file => file.Run());
        }
        catch (AggregateException faults) when (faults.InnerExceptions.Any(it => it is ProblemsTooManyException))
        {
            throw new ProblemsTooManyException();
        }
    }

    /// <summary>Runs them.</summary>
    public void Run()
    {
        var start = problems.CountIn(node.File);
        var reader = new ExampleReader(set, node);
        // What stands on a wrong base would fail for that alone.
        var canRun = problems.CountIn(node.File) == start;
        foreach (var item in node.Items("examples"))
        {
            breathe();
            Count++;
            var before = problems.CountIn(node.File);
            var example = reader.Read(item);
            var isSound = canRun && problems.CountIn(node.File) == before;
            var result = new ExampleResult(example, item.File, item.Path);
            if (isSound) result = Check(item, result);
            var found = problems.CountIn(node.File) - before;
            // What is wrong besides the differences is wrong with the example itself.
            _results.Add(result with { IsRefused = !isSound || found > result.Differences.Count });
            if (found > 0) Failed++;
        }

        reader.Close();
    }

    private ExampleResult Check(DocumentNode item, ExampleResult result)
    {
        if (item.Object("expect") is not { } expect)
        {
            item.Error("KEY_MISSING", "'expect' is required: what must come out?", "expect");
            return result;
        }

        if (!expect.Element.EnumerateObject().Any())
            item.Error("KEY_MISSING", "'expect' is empty: what must come out?", "expect");
        var compared = new ExampleCheck(set, result.Example, expect).Run(result);
        expect.Close();
        item.Close();
        return compared;
    }
}
