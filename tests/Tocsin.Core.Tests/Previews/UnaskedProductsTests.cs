using Tocsin.Core.Previews;
using Xunit;
using static Tocsin.Core.Tests.Previews.PreviewedLoans;

namespace Tocsin.Core.Tests.Previews;

public class UnaskedProductsTests
{
    [Theory]
    [InlineData("reasons.json", "Listed.", "It is listed.", false)]
    [InlineData("ruleset.json", "2026.6.1", "2026.6.2", false)]
    [InlineData("policies/loan.json", "0.05", "0.04", true)]
    [InlineData("workflows/card.json", "24", "25", true)]
    [InlineData("rating_scales/two.json", "0.05", "0.04", true)]
    [InlineData("calendar.json", "09:00", "08:00", true)]
    // The product reads the warnings.
    [InlineData("workflows/early.json", "500", "400", true)]
    [InlineData("features.json", "\"name\":\"age\",",
        "\"name\":\"size\",\"type\":\"number\"},{\"name\":\"age\",", false)]
    public void Of_Change_NamesWhatItMayDecideOtherwise(string path, string old, string other, bool isNamed)
    {
        var candidate = Edited((path, old, other));

        Assert.Equal(isNamed ? ["loan"] : [], UnaskedProducts.Of(Live.Set, candidate, [], usesDrafts: false));
        Assert.Empty(UnaskedProducts.Of(Live.Set, candidate, ["loan"], usesDrafts: false));
    }

    [Fact]
    public void Of_DraftOnBothSides_IsNamedWhereDraftsCount()
    {
        var draft = ("policies/loan.json", "\"currency\":", "\"draft_because\":\"unseen\",\"currency\":");
        var (live, candidate) = (Edited(draft), Edited(draft, ("policies/loan.json", "0.05", "0.04")));

        Assert.Empty(UnaskedProducts.Of(live, candidate, [], usesDrafts: false));
        Assert.Equal(["loan"], UnaskedProducts.Of(live, candidate, [], usesDrafts: true));
        Assert.Equal(["loan"], UnaskedProducts.Of(Live.Set, candidate, [], usesDrafts: false));
    }
}
