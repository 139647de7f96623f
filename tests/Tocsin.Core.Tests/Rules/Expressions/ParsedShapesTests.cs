using System.Globalization;
using System.Linq.Expressions;
using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public class ParsedShapesTests
{
    private static readonly ParameterExpression[] _number = [Expression.Parameter(typeof(double), "t_0_")];
    private static readonly Expression _tree = Expression.GreaterThan(_number[0], Expression.Constant(1.0));

    private readonly ParsedShapes _shapes = new();

    [Fact]
    public void Find_SameTextTypesAndResult_IsTheTreeThatWasKept()
    {
        _shapes.Keep("t_0_ > 1", _number, typeof(bool), _tree);

        ParameterExpression[] others = [Expression.Parameter(typeof(double), "t_0_")];
        Assert.Same(_tree, _shapes.Find("t_0_ > 1", others, typeof(bool)));
    }

    [Fact]
    public void Find_OtherTextTypeNameCountOrResult_IsNone()
    {
        _shapes.Keep("t_0_ > 1", _number, typeof(bool), _tree);

        Assert.Null(_shapes.Find("t_0_ > 2", _number, typeof(bool)));
        Assert.Null(_shapes.Find("t_0_ > 1", [Expression.Parameter(typeof(long), "t_0_")], typeof(bool)));
        Assert.Null(_shapes.Find("t_0_ > 1", [Expression.Parameter(typeof(double?), "t_0_")], typeof(bool)));
        Assert.Null(_shapes.Find("t_0_ > 1", [Expression.Parameter(typeof(double), "t_1_")], typeof(bool)));
        Assert.Null(_shapes.Find("t_0_ > 1", [.. _number, .. _number], typeof(bool)));
        Assert.Null(_shapes.Find("t_0_ > 1", _number, null));
    }

    [Fact]
    public void Keep_LongText_IsNotKept()
    {
        var text = new string(' ', ParsedShapes.LongestText) + "1";

        _shapes.Keep(text, [], null, Expression.Constant(1));

        Assert.Equal(0, _shapes.Count);
        Assert.Null(_shapes.Find(text, [], null));
    }

    [Fact]
    public void Keep_MoreThanTwoGenerationsHold_ForgetsTheOldest()
    {
        var texts = Texts(3 * ParsedShapes.MostCharacters / ParsedShapes.LongestText);
        foreach (var text in texts) _shapes.Keep(text, [], null, _tree);

        Assert.InRange(_shapes.Count, 1, 2 * ParsedShapes.MostCharacters / ParsedShapes.LongestText);
        Assert.Null(_shapes.Find(texts[0], [], null));
        Assert.Same(_tree, _shapes.Find(texts[^1], [], null));
    }

    // Two sets that take turns, each of which fits a generation, would else push each other out.
    [Fact]
    public void Find_InTheOldGeneration_MovesUp()
    {
        var texts = Texts(ParsedShapes.MostCharacters / ParsedShapes.LongestText);
        _shapes.Keep("1", [], null, _tree);
        for (var round = 0; round < 3; round++)
        {
            foreach (var text in texts) _shapes.Keep($"{round}{text[1..]}", [], null, _tree);

            Assert.Same(_tree, _shapes.Find("1", [], null));
        }
    }

    private static string[] Texts(int count) =>
    [
        .. Enumerable.Range(0, count)
            .Select(number => number.ToString(CultureInfo.InvariantCulture).PadLeft(ParsedShapes.LongestText)),
    ];
}
