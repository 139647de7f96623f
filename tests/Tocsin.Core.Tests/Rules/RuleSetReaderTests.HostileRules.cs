using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Hostile;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public partial class RuleSetReaderTests
{
    private const int LeastAttacks = 150;

    // Files have at most 8 MiB here; what reads them may take a few times as much, and no more.
    private const long MaximumAllocation = 128L * 1024 * 1024;

    private const long MaximumAllocationOfAnAnswer = 64 * 1024;

    // Where the platform says nothing else, threads have more.
    private const int SmallStack = 1024 * 1024;

    public static TheoryData<string> HostileRuleNames => [.. HostileRules.Names];

    [Theory]
    [MemberData(nameof(HostileRuleNames))]
    public void Read_HostileRules_RefusesThemOrProvesThemInert(string name)
    {
        var attack = HostileRules.Read(name);
        var files = attack.AllFiles();

        OnSmallStack(() =>
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            var reading = RuleSetReader.Read(files);
            var milliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            TestContext.Current.TestOutputHelper?.WriteLine($"{milliseconds} ms, {allocated / 1024} KiB");

            Assert.Equal(attack.Codes.Order(), Errors(reading).Select(problem => problem.Code).Distinct().Order());
            Assert.Equal(attack.Inert is null, reading.RuleSet is null);
            Assert.Equal(attack.Inert is null, attack.Codes.Count > 0);
            Assert.InRange(allocated, 0, MaximumAllocation);
            Assert.All(reading.Problems, problem => Assert.InRange(problem.ToString().Length, 0, 4_000));
            if (reading.RuleSet is { } set) AssertAnswers(set);
        });
    }

    [Fact]
    public void HostileRules_AreManyAndEachIsAnotherAttack()
    {
        var attacks = HostileRules.Names.Select(HostileRules.Read).ToList();

        Assert.InRange(attacks.Count, LeastAttacks, int.MaxValue);
        Assert.Equal(attacks.Count, attacks.Select(attack => attack.Attack).Distinct().Count());
        Assert.Equal(attacks.Count, attacks.Select(DigestOf).Distinct().Count());
    }

    private static string DigestOf(HostileRules attack)
    {
        using var bytes = new MemoryStream();
        foreach (var (path, content) in attack.HostileFiles().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            bytes.Write(Encoding.UTF8.GetBytes(path));
            bytes.Write(content);
        }

        return Convert.ToHexString(SHA256.HashData(bytes.ToArray()));
    }

    // Every rule answers, where nothing is known and where everything is, and takes next to no memory for it.
    private static void AssertAnswers(RuleSet set)
    {
        var empty = new BorrowerProfile(set.Layout, SmallRules.Noon);
        var full = new BorrowerProfile(set.Layout, SmallRules.Noon);
        foreach (var slot in set.Layout.Slots) full.Set(slot.Name, ValueOf(slot.Type));
        foreach (var rule in set.Workflows.Values.SelectMany(workflow => workflow.Rules))
        {
            foreach (var profile in new[] { empty, full })
            {
                _ = rule.Evaluate(profile);
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                _ = rule.Evaluate(profile);
                _ = rule.Output?.Evaluate(profile);
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
                Assert.InRange(allocated, 0, MaximumAllocationOfAnAnswer);
            }
        }
    }

    private static FeatureValue ValueOf(FeatureType type) => type switch
    {
        FeatureType.Number => FeatureValue.OfNumber(1.5),
        FeatureType.Integer => FeatureValue.OfInteger(7),
        FeatureType.Flag => FeatureValue.OfFlag(true),
        FeatureType.Date => FeatureValue.OfDate(new DateOnly(2026, 1, 31)),
        _ => FeatureValue.OfText("A"),
    };

    private static void OnSmallStack(Action test)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    test();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
