"""Articles, with the way to the desk's own page about each."""

from django.contrib import admin

from tracker.admin.articles import ArticleAdmin
from tracker.admin.site import site
from tracker.models import Article


@admin.register(Article, site=site)
class ReviewedArticleAdmin(ArticleAdmin):
    desk_page = "review:article"
