using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using Tocsin.Server.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Server.Tests.Warnings;

public sealed class SubscriberGroupsTests
{
    private static readonly WarningChange _orange = Change(Warning(Wang));

    [Fact]
    public void Hand_Change_ReachesEverybodyWhoseFilterMatches()
    {
        var groups = new SubscriberGroups();
        var red = Subscriber(new() { MinimumLevel = WarningLevel.Red });
        WarningSubscriber[] wanting =
        [
            Subscriber(WarningFilter.Everything), Subscriber(WarningFilter.Everything), Subscriber(Of(Wang, Li)),
            Subscriber(Of(Li, Wang)),
        ];
        foreach (var subscriber in wanting.Append(red)) groups.Add(subscriber);

        Assert.Empty(groups.Hand(_orange, Item(), now: 7));

        Assert.All(wanting, subscriber => Assert.Equal((1, 7), (subscriber.Items.Count, subscriber.HandedAt)));
        Assert.Equal((0, 0), (red.Items.Count, red.HandedAt));
    }

    [Fact]
    public void Hand_QueueIsFull_NamesThatSubscriberAlone()
    {
        var groups = new SubscriberGroups();
        var full = Subscriber(WarningFilter.Everything, queueLength: 1);
        var roomy = Subscriber(WarningFilter.Everything, queueLength: 2);
        groups.Add(full);
        groups.Add(roomy);
        groups.Hand(_orange, Item(), now: 1);

        Assert.Equal([full], groups.Hand(_orange, Item(), now: 2));
        Assert.Equal((1, 2), (full.Items.Count, roomy.Items.Count));
    }

    [Fact]
    public void Remove_Subscriber_IsHandedNothingMore()
    {
        var groups = new SubscriberGroups();
        var stays = Subscriber(Of(Wang));
        var goes = Subscriber(Of(Wang));
        groups.Add(stays);
        groups.Add(goes);

        groups.Remove(goes);
        groups.Remove(goes);
        groups.Hand(_orange, Item(), now: 1);

        Assert.Equal((1, 1, 0), (groups.Count, stays.Items.Count, goes.Items.Count));
    }

    [Theory]
    [InlineData("a", "b,c", "a,b", "c")]
    [InlineData("a", "\"", "a\"", "")]
    public void Key_OtherLabels_IsAnother(string name, string value, string otherName, string otherValue) =>
        Assert.NotEqual(
            new WarningFilter { Labels = new Dictionary<string, string> { [name] = value } }.Key,
            new WarningFilter { Labels = new Dictionary<string, string> { [otherName] = otherValue } }.Key);

    private static WarningSubscriber Subscriber(WarningFilter filter, int queueLength = 16) =>
        new(filter, queueLength, now: 0);

    private static WarningFilter Of(params BorrowerId[] borrowers) => new() { Borrowers = borrowers.ToHashSet() };

    private static FeedItem Item() => new(_orange, Noon, reached: null, isShared: true);
}
