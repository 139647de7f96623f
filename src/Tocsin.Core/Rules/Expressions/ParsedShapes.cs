using System.Collections.Concurrent;
using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// What the parser made of expressions, by their shape: the text with every name replaced by a variable, and the types
/// of those. Most rules of a set, and nearly all of the set before it, have the shape of another, and parsing is half
/// of what reading them makes. Thread-safe.
/// </summary>
/// <remarks>
/// The parser gives the same tree for the same shape, and trees never change. There are two generations: a full one
/// becomes the old one, and what is found there moves up, so that sets that take turns keep what they use.
/// </remarks>
internal sealed class ParsedShapes
{
    /// <summary>The most that the texts of a generation have together, in characters: of ten thousand or so.</summary>
    public const int MostCharacters = 512 * 1_024;

    /// <summary>The longest text of a shape that is kept, in characters.</summary>
    public const int LongestText = 512;

    private readonly Lock _lock = new();
    private volatile Generation _young = new();
    private volatile Generation _old = new();

    /// <summary>How many shapes are known, those twice that are just moving up.</summary>
    public int Count => _young.Trees.Count + _old.Trees.Count;

    /// <summary>The tree of a shape; null where it is not known.</summary>
    /// <param name="text">The text, its names replaced.</param>
    /// <param name="variables">The variables, in the order of their numbers.</param>
    /// <param name="type">What the expression has to give; null where that is not said.</param>
    public Expression? Find(string text, ParameterExpression[] variables, Type? type)
    {
        if (text.Length > LongestText) return null;
        var shape = new Shape(text, variables, type);
        if (_young.Trees.TryGetValue(shape, out var tree)) return tree;
        if (!_old.Trees.TryRemove(shape, out tree)) return null;
        Keep(shape, text.Length, tree);
        return tree;
    }

    /// <summary>Keeps the tree of a shape.</summary>
    public void Keep(string text, ParameterExpression[] variables, Type? type, Expression tree)
    {
        if (text.Length <= LongestText) Keep(new Shape(text, variables, type), text.Length, tree);
    }

    private void Keep(Shape shape, int length, Expression tree)
    {
        lock (_lock)
        {
            if (_young.Characters + length > MostCharacters) (_old, _young) = (_young, new Generation());
            if (_young.Trees.TryAdd(shape, tree)) _young.Characters += length;
        }
    }

    private sealed class Generation
    {
        public ConcurrentDictionary<Shape, Expression> Trees { get; } = new();

        public int Characters { get; set; }
    }

    private readonly struct Shape(string text, ParameterExpression[] variables, Type? type) : IEquatable<Shape>
    {
        private readonly string _text = text;
        private readonly ParameterExpression[] _variables = variables;
        private readonly Type? _type = type;

        public bool Equals(Shape other)
        {
            if (_text != other._text || _type != other._type || _variables.Length != other._variables.Length)
                return false;
            for (var i = 0; i < _variables.Length; i++)
            {
                if (_variables[i].Type != other._variables[i].Type || _variables[i].Name != other._variables[i].Name)
                    return false;
            }

            return true;
        }

        public override bool Equals(object? obj) => obj is Shape other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_text);
            hash.Add(_type);
            foreach (var variable in _variables) hash.Add(variable.Type);
            return hash.ToHashCode();
        }
    }
}
