using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Documents;

public class RecourseReaderTests
{
    private const string Number = "\"type\":\"number\",\"min\":0,\"max\":10,\"worse\":\"up\"";
    private const string Integer = "\"type\":\"integer\",\"min\":0,\"max\":10,\"worse\":\"up\"";

    [Fact]
    public void Read_EveryKey_IsKept()
    {
        var recourse = Read(Number, """
            {"change":"improve","direction":"down","step":0.5,"reach":3,"min":1,"max":9,"takes":"15d","at_least":"30d",
             "cost":2.5,"moves":[{"feature":"v.other","by":-2,"per":"v.other"}]}
            """)!;

        Assert.Equal(RecourseKind.Improve, recourse.Kind);
        Assert.True(recourse.IsDescribed);
        Assert.Equal((-1, 0.5, 3, 1, 9, 2.5), (recourse.Direction, recourse.Step, recourse.Reach, recourse.Minimum,
            recourse.Maximum, recourse.Cost));
        Assert.Equal(new FeatureMove("v.other", -2, "v.other"), Assert.Single(recourse.Moves));
        Assert.Equal(TimeSpan.FromDays(30), recourse.TimeOf(1));
        Assert.Equal(TimeSpan.FromDays(45), recourse.TimeOf(3));
    }

    [Theory]
    [InlineData("\"improve\"", RecourseKind.Improve)]
    [InlineData("\"wait\"", RecourseKind.Wait)]
    [InlineData("\"fixed\"", RecourseKind.Fixed)]
    [InlineData("{\"change\":\"fixed\"}", RecourseKind.Fixed)]
    public void Read_WordAlone_DescribesNothing(string json, RecourseKind kind)
    {
        var recourse = Read(Number, json)!;

        Assert.Equal(kind, recourse.Kind);
        Assert.False(recourse.IsDescribed);
        Assert.Null(recourse.TimeOf(1));
    }

    [Fact]
    public void Read_NothingSaid_IsNull() => Assert.Null(Read(Number, "null"));

    [Theory]
    [InlineData("\"type\":\"integer\",\"min\":0,\"max\":9,\"worse\":\"up\"", -1)]
    [InlineData("\"type\":\"integer\",\"min\":0,\"max\":9,\"worse\":\"down\"", 1)]
    [InlineData("\"type\":\"flag\",\"worse\":\"up\"", -1)]
    [InlineData("\"type\":\"text\",\"order\":[\"C\",\"B\"]", 1)]
    [InlineData("\"type\":\"text\",\"order\":[\"B\",\"C\"],\"worse\":\"up\"", -1)]
    public void Read_DirectionLeftOut_IsTheBetterOne(string feature, int direction) =>
        Assert.Equal(direction, Read(feature, """{"change":"improve"}""")!.Direction);

    [Theory]
    [InlineData(Number, "\"grow\"", "VALUE_INVALID recourse")]
    [InlineData(Number, "7", "VALUE_TYPE recourse")]
    [InlineData(Number, "{}", "KEY_MISSING recourse.change")]
    [InlineData(Number, """{"change":"grow"}""", "VALUE_INVALID recourse.change")]
    [InlineData(Number, """{"change":"fixed","step":1}""", "KEY_UNKNOWN recourse.step")]
    [InlineData(Number, """{"change":"improve","pace":1}""", "KEY_MISSING recourse.step, KEY_UNKNOWN recourse.pace")]
    [InlineData(Number, """{"change":"improve"}""", "KEY_MISSING recourse.step")]
    [InlineData(Number, """{"change":"improve","step":0}""", "BOUNDS_INVALID recourse.step")]
    [InlineData(Number, """{"change":"improve","step":1,"reach":-1}""", "BOUNDS_INVALID recourse.reach")]
    [InlineData(Number, """{"change":"improve","step":1,"min":5,"max":4}""", "BOUNDS_INVALID recourse.min")]
    [InlineData(Number, """{"change":"improve","step":1,"cost":0}""", "BOUNDS_INVALID recourse.cost")]
    [InlineData(Number, """{"change":"improve","step":1,"cost":0.0015}""", "BOUNDS_INVALID recourse.cost")]
    [InlineData(Number, """{"change":"improve","step":1,"cost":1001}""", "BOUNDS_INVALID recourse.cost")]
    [InlineData(Number, """{"change":"improve","step":0.001}""", "RECOURSE_INVALID recourse.step")]
    [InlineData(Number, """{"change":"improve","step":1,"direction":"up"}""", "RECOURSE_INVALID recourse.direction")]
    [InlineData(Number, """{"change":"improve","step":1,"takes":"soon"}""", "DURATION_INVALID recourse.takes")]
    [InlineData(Number, """{"change":"wait","step":1}""", "KEY_MISSING recourse.takes")]
    [InlineData(Number, """{"change":"wait","step":1,"takes":"0d"}""", "KEY_MISSING recourse.takes")]
    [InlineData(Number, """{"change":"wait","step":1,"takes":"1d","cost":1}""", "RECOURSE_INVALID recourse.cost")]
    [InlineData(Integer, """{"change":"improve","step":0.5}""", "RECOURSE_INVALID recourse.step")]
    [InlineData("\"type\":\"integer\"", """{"change":"improve"}""", "KEY_MISSING recourse.direction")]
    [InlineData("\"type\":\"flag\",\"worse\":\"up\"", """{"change":"improve","reach":1}""",
        "RECOURSE_INVALID recourse.reach")]
    [InlineData("\"type\":\"text\",\"unordered\":[\"a\"]", """{"change":"improve"}""",
        "RECOURSE_INVALID recourse.change")]
    [InlineData("\"type\":\"date\",\"worse\":\"down\"", """{"change":"wait","takes":"1d","step":1}""",
        "RECOURSE_INVALID recourse.change")]
    [InlineData(Number, """{"change":"improve","step":1,"moves":[{"feature":"v.othr","by":1}]}""",
        "FEATURE_UNKNOWN recourse.moves[0].feature")]
    [InlineData(Number, """{"change":"improve","step":1,"moves":[{"feature":"v.flag","by":1}]}""",
        "RECOURSE_INVALID recourse.moves[0].feature")]
    [InlineData(Number, """{"change":"improve","step":1,"moves":[{"feature":"v.other","by":0}]}""",
        "RECOURSE_INVALID recourse.moves[0].by")]
    [InlineData(Number, """{"change":"improve","step":1,"moves":[{"feature":"v.x","by":1}]}""",
        "RECOURSE_INVALID recourse.moves")]
    public void Read_WhatMakesNoSense_IsAnErrorWhereItStands(string feature, string json, string problems) =>
        Assert.Equal(problems, string.Join(", ", SmallRules
            .Reading(("features.json", Catalogue(feature, json))).Problems
            .Where(problem => problem.Severity == Core.Rules.ProblemSeverity.Error).Select(problem =>
                $"{problem.Code} {problem.JsonPath}".Replace(
                    "$.views[0].features[0].", "", StringComparison.Ordinal))));

    [Fact]
    public void Read_FeaturesThatMoveEachOther_AreRefused()
    {
        const string features = """
            {"name":"a","type":"number","recourse":{"change":"improve","direction":"up","step":1,"reach":1,
             "moves":[{"feature":"v.b","by":1}]}},
            {"name":"b","type":"number","recourse":{"change":"improve","direction":"up","step":1,"reach":1,
             "moves":[{"feature":"v.a","by":1}]}}
            """;

        var problems = SmallRules.Reading(("features.json",
            Decisions.Recourse.SmallRecourse.Catalogue(features))).Problems;

        Assert.Equal(2, problems.Count(problem => problem.Code == "RECOURSE_INVALID"));
    }

    private static FeatureRecourse? Read(string feature, string json) =>
        SmallRules.Read(("features.json", Catalogue(feature, json))).Catalogue.FindFeature("v.x")!.Recourse;

    private static string Catalogue(string feature, string json) =>
        Decisions.Recourse.SmallRecourse.Catalogue($$"""
            {"name":"x",{{feature}},"recourse":{{json}} },
            {"name":"other","type":"number"},{"name":"flag","type":"flag"}
            """);
}
