<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- The Schematron rules that stand inside of a RelaxNG grammar, made into a stylesheet which
     prints a line for each rule that a document breaks. Of a pattern's rules the first that fits
     a node counts. -->
<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:out="urn:stylesheet" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>
<xsl:output indent="yes"/>

<xsl:template match="/">
  <out:stylesheet version="2.0">
    <xsl:for-each select="//sch:ns">
      <xsl:namespace name="{@prefix}" select="@uri"/>
    </xsl:for-each>
    <out:output method="text"/>
    <out:template match="/">
      <xsl:for-each select="//sch:pattern">
        <out:apply-templates select="//node()" mode="{generate-id()}"/>
      </xsl:for-each>
    </out:template>
    <xsl:for-each select="//sch:pattern">
      <out:template match="node()" mode="{generate-id()}" priority="0"/>
      <xsl:apply-templates select="sch:rule"/>
    </xsl:for-each>
  </out:stylesheet>
</xsl:template>

<xsl:template match="sch:rule">
  <out:template match="{@context}" mode="{generate-id(..)}"
                priority="{1 + count(following-sibling::sch:rule)}">
    <xsl:for-each select="sch:assert">
      <out:if test="not({@test})"><xsl:apply-templates select="."/></out:if>
    </xsl:for-each>
    <xsl:for-each select="sch:report">
      <out:if test="{@test}"><xsl:apply-templates select="."/></out:if>
    </xsl:for-each>
  </out:template>
</xsl:template>

<xsl:template match="sch:assert | sch:report">
  <out:text><xsl:value-of select="concat(normalize-space(.), '&#10;')"/></out:text>
</xsl:template>
</xsl:stylesheet>
